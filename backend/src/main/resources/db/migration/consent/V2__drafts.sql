-- What somebody typed about a camera that is not registered yet: sealed with the master key, bound to
-- its id, and gone after a week. No stream address, and nothing that any query of the police reads.
CREATE TABLE consent.draft (
  -- of whoever waits for the link in a mail: random; of an owner who is logged in: the person's id
  id         uuid PRIMARY KEY,
  sealed     bytea NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX draft_by_end ON consent.draft (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON consent.draft TO ${appRole};
