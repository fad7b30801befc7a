-- Letters on their way to the mail server. What a letter says, and to whom, is sealed: it holds
-- links that work once, and is nobody's business who reads a backup.
CREATE TABLE notices.letter (
  -- also the number in its Message-ID, so that it is the same letter however often it is tried
  id       uuid PRIMARY KEY,
  at       timestamptz NOT NULL,
  sealed   bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- attempts after which nobody knows whether the server took it
  doubts   integer NOT NULL DEFAULT 0,
  -- while a letter is being sent, when it is tried again if the program dies
  next_at  timestamptz NOT NULL
);
CREATE INDEX letter_by_next ON notices.letter (next_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.letter TO ${appRole};

-- Addresses that the mail server has refused for good, by the SHA-256 of the address in lower
-- case, and how often in a row.
CREATE TABLE notices.refused_address (
  digest   bytea PRIMARY KEY,
  refusals integer NOT NULL,
  at       timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.refused_address TO ${appRole};
