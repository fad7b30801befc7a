-- People, organisations, agencies, how they log in, and the sessions that are open.
--
-- Nothing that opens a door stands here in clear: passwords and machine secrets are slow hashes;
-- tokens (of mails, challenges, authorization codes, refresh) are SHA-256 of 256 random bits; secrets
-- of second factors and the signing keys are sealed with the master key, bound to their row.
CREATE SCHEMA identity;
GRANT USAGE ON SCHEMA identity TO ${appRole};

CREATE TABLE identity.organisation (
  id   uuid PRIMARY KEY,
  name text NOT NULL CHECK (name <> ''),
  kind text NOT NULL CHECK (kind IN
    ('RESIDENT', 'BUSINESS', 'HOUSING_AUTHORITY', 'SCHOOL', 'FAITH', 'OTHER', 'AGENCY'))
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.organisation TO ${appRole};

-- The ground an agency answers for.
CREATE TABLE identity.agency (
  organisation_id uuid PRIMARY KEY REFERENCES identity.organisation (id),
  -- corners in order: [[latitude, longitude], ...], not closed
  jurisdiction    jsonb NOT NULL CHECK (jsonb_array_length(jurisdiction) >= 3),
  -- the box around it, so that most agencies are left out before the polygon is looked at
  south           double precision NOT NULL,
  west            double precision NOT NULL,
  north           double precision NOT NULL,
  east            double precision NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.agency TO ${appRole};

CREATE TABLE identity.person (
  id                 uuid PRIMARY KEY,
  -- lower case, without white space
  email              text NOT NULL UNIQUE CHECK (email = lower(email)),
  display_name       text NOT NULL,
  organisation_id    uuid NOT NULL REFERENCES identity.organisation (id),
  roles              text[] NOT NULL CHECK (cardinality(roles) > 0),
  language           text NOT NULL CHECK (language IN ('en', 'es')),
  -- null until the person has set one
  password_hash      text,
  email_confirmed_at timestamptz,
  -- sealed; null while no second factor is enrolled
  totp_secret        bytea,
  -- the last time step whose code was accepted: a code is never accepted twice
  totp_last_step     bigint NOT NULL DEFAULT 0,
  created_at         timestamptz NOT NULL,
  last_log_in_at     timestamptz,
  disabled_at        timestamptz
);
CREATE INDEX person_by_organisation ON identity.person (organisation_id);
CREATE INDEX person_by_name ON identity.person (lower(display_name), id);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.person TO ${appRole};

-- Systems that send data: readers, CAD, sensors. Their id stands wherever a person's id may stand.
CREATE TABLE identity.machine (
  id              uuid PRIMARY KEY,
  client_id       text NOT NULL UNIQUE,
  name            text NOT NULL,
  organisation_id uuid NOT NULL REFERENCES identity.organisation (id),
  scopes          text[] NOT NULL,
  secret_hash     text NOT NULL,
  created_at      timestamptz NOT NULL,
  disabled_at     timestamptz
);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.machine TO ${appRole};

-- Wishes for an account. A person comes into being only when the link in the mail is followed, with
-- the password of that very wish: whoever asks later for the same address changes nothing.
CREATE TABLE identity.sign_up (
  token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  email         text NOT NULL,
  password_hash text NOT NULL,
  display_name  text NOT NULL,
  kind          text NOT NULL,
  language      text NOT NULL,
  expires_at    timestamptz NOT NULL
);
CREATE INDEX sign_up_by_email ON identity.sign_up (email);
CREATE INDEX sign_up_by_end ON identity.sign_up (expires_at);
GRANT SELECT, INSERT, DELETE ON identity.sign_up TO ${appRole};

-- Links that let a person set a password.
CREATE TABLE identity.password_link (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  person_id  uuid NOT NULL REFERENCES identity.person (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX password_link_by_person ON identity.password_link (person_id);
GRANT SELECT, INSERT, DELETE ON identity.password_link TO ${appRole};

-- What has to stay rare: failed log-ins per account, mails per address, sign-ups per source.
CREATE TABLE identity.attempt (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('LOG_IN', 'MAIL', 'SIGN_UP')),
  -- SHA-256 of the address: unknown addresses are counted like known ones
  key  bytea NOT NULL CHECK (length(key) = 32),
  at   timestamptz NOT NULL
);
CREATE INDEX attempt_by_key ON identity.attempt (key, kind, at);
CREATE INDEX attempt_by_time ON identity.attempt (at);
GRANT SELECT, INSERT, DELETE ON identity.attempt TO ${appRole};

-- Accounts, known or not, that nobody can log in to until an administrator releases them.
CREATE TABLE identity.lockout (
  key   bytea PRIMARY KEY CHECK (length(key) = 32),
  since timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON identity.lockout TO ${appRole};

-- The steps between a right password and a session.
CREATE TABLE identity.challenge (
  token_hash  bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  person_id   uuid NOT NULL REFERENCES identity.person (id) ON DELETE CASCADE,
  -- sealed secret of a second factor that is being enrolled; null where one is asked for
  totp_secret bytea,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX challenge_by_end ON identity.challenge (expires_at);
GRANT SELECT, INSERT, DELETE ON identity.challenge TO ${appRole};

-- Web sessions, and families of tokens of one phone. Kept after their end, so that nothing that bears
-- the id works again.
CREATE TABLE identity.session (
  id               text PRIMARY KEY,
  person_id        uuid NOT NULL REFERENCES identity.person (id) ON DELETE CASCADE,
  -- null for a session in the browser
  client_id        text,
  scopes           text[] NOT NULL DEFAULT '{}',
  source           text NOT NULL,
  started_at       timestamptz NOT NULL,
  second_factor_at timestamptz,
  -- the absolute end
  ends_at          timestamptz NOT NULL,
  -- how long a refresh token may lie unused; null for no limit but the end
  idle_seconds     bigint,
  ended_at         timestamptz,
  ended_why        text
);
CREATE INDEX session_by_person ON identity.session (person_id) WHERE ended_at IS NULL;
CREATE INDEX session_by_end ON identity.session (ends_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.session TO ${appRole};

-- Authorization codes of the OAuth 2 code flow. Kept after use: a second use ends the family.
CREATE TABLE identity.authorization_code (
  code_hash    bytea PRIMARY KEY CHECK (length(code_hash) = 32),
  session_id   text NOT NULL REFERENCES identity.session (id) ON DELETE CASCADE,
  -- the request the code answers, as JSON: redirect address, PKCE challenge and method, state
  request      jsonb NOT NULL,
  issued_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz
);
CREATE INDEX authorization_code_by_session ON identity.authorization_code (session_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.authorization_code TO ${appRole};

-- Refresh tokens. A used one stays, so that its re-use is noticed.
CREATE TABLE identity.refresh_token (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  session_id text NOT NULL REFERENCES identity.session (id) ON DELETE CASCADE,
  issued_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE INDEX refresh_token_by_session ON identity.refresh_token (session_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.refresh_token TO ${appRole};

-- Keys that sign access tokens. The newest signs; those not yet retired are still believed.
CREATE TABLE identity.signing_key (
  id          text PRIMARY KEY,
  public_key  bytea NOT NULL,
  -- PKCS #8, sealed
  private_key bytea NOT NULL,
  created_at  timestamptz NOT NULL,
  retired_at  timestamptz
);
GRANT SELECT, INSERT, UPDATE ON identity.signing_key TO ${appRole};
