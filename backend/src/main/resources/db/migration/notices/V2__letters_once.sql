-- Letters that went out and must not go out again when their request is delivered once more. The
-- row is written in the transaction that sends.
CREATE TABLE notices.letter_once (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL
);
CREATE INDEX letter_once_by_time ON notices.letter_once (at);
GRANT SELECT, INSERT, DELETE ON notices.letter_once TO ${appRole};
