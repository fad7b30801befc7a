-- Exigent overrides: somebody looked through one camera without its owner's leave, in an emergency, for
-- half an hour at most, and another supervisor says within a day whether that was right. Rows stay: the
-- public counts are made from them.
CREATE TABLE access.override (
  id          uuid PRIMARY KEY,
  camera_id   uuid NOT NULL,
  person_id   uuid NOT NULL,
  agency_id   uuid NOT NULL,
  purpose     text NOT NULL,
  -- in the words of whoever asked
  reason      text NOT NULL CHECK (length(reason) BETWEEN 20 AND 500),
  asked_at    timestamptz NOT NULL,
  until       timestamptz NOT NULL CHECK (until <= asked_at + interval '30 minutes'),
  review_due  timestamptz NOT NULL,
  -- when it was written down that nobody had reviewed it in time
  missed_at   timestamptz,
  reviewed_by uuid,
  reviewed_at timestamptz,
  justified   boolean,
  CHECK (reviewed_by <> person_id),
  CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL) AND (reviewed_at IS NULL) = (justified IS NULL))
);
-- asked with every decision, and every second while a view is open
CREATE INDEX override_on ON access.override (camera_id, person_id, until);
CREATE INDEX override_of_person ON access.override (person_id, asked_at);
CREATE INDEX override_to_review ON access.override (agency_id, asked_at) WHERE reviewed_at IS NULL;
GRANT SELECT, INSERT, UPDATE (missed_at, reviewed_by, reviewed_at, justified) ON access.override
  TO ${appRole};
