-- Whom we can wake, and letters that wait to be read.
CREATE SCHEMA notices;
GRANT USAGE ON SCHEMA notices TO ${appRole};

-- One row per installation of the app. An installation belongs to whoever signed in on it last:
-- registering it again moves the row, so that one phone is never woken for two people.
CREATE TABLE notices.push_target (
  id              uuid PRIMARY KEY,
  person_id       uuid NOT NULL,
  -- the token family that registered it; the row goes when that ends
  session         text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('FID', 'TOKEN')),
  address         text NOT NULL CHECK (length(address) BETWEEN 1 AND 512),
  idempotency_key text,
  -- when the app last said that the address is its own; doubles as the version of the row
  refreshed_at    timestamptz NOT NULL,
  -- set when the push service says that the address belongs to another project
  disabled_at     timestamptz,
  UNIQUE (kind, address)
);
CREATE INDEX push_target_by_person ON notices.push_target (person_id);
CREATE INDEX push_target_by_session ON notices.push_target (session);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.push_target TO ${appRole};

-- Mails of installations without a mail server. They hold links that work once, so they are swept
-- after a week.
CREATE TABLE notices.mail (
  id       uuid PRIMARY KEY,
  at       timestamptz NOT NULL,
  receiver text NOT NULL,
  kind     text NOT NULL,
  language text NOT NULL,
  subject  text NOT NULL,
  body     text NOT NULL
);
CREATE INDEX mail_by_time ON notices.mail (at DESC);
GRANT SELECT, INSERT, DELETE ON notices.mail TO ${appRole};
