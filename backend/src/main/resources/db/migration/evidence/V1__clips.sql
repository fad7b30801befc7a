-- Clips as evidence, and who handled them. What each state means and in which order things are
-- written is in docs/design/clip-lifecycle.md.
CREATE SCHEMA evidence;
GRANT USAGE ON SCHEMA evidence TO ${appRole};

CREATE TABLE evidence.clip (
  id              uuid PRIMARY KEY,
  camera_id       uuid NOT NULL,
  -- the incident it was saved for, if there was one
  incident_id     uuid,
  purpose         text NOT NULL,
  -- the permit it was saved with; its decision is in the audit log
  permit_id       uuid NOT NULL,
  saved_by        uuid NOT NULL,
  saved_at        timestamptz NOT NULL,
  state           text NOT NULL CHECK (state IN ('CUTTING', 'SPOOLED', 'STORED', 'FAILED')),
  -- the spool folder, and so the machine, that has or had the bytes before the store has
  spool           uuid NOT NULL,
  -- random, so that names in the store say nothing about camera, person or incident
  object_key      text NOT NULL UNIQUE,
  -- our clock when the first and the last picture arrived
  footage_from    timestamptz,
  footage_to      timestamptz,
  sha256          text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes           bigint CHECK (bytes > 0),
  codecs          text,
  gaps            int,
  stored_at       timestamptz,
  -- deliveries to the store tried in vain, and when to try again
  attempts        int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  last_error      text,
  CHECK (state IN ('CUTTING', 'FAILED')
         OR (footage_from IS NOT NULL AND footage_to IS NOT NULL AND sha256 IS NOT NULL
             AND bytes IS NOT NULL AND codecs IS NOT NULL AND gaps IS NOT NULL)),
  CHECK ((state = 'STORED') = (stored_at IS NOT NULL))
);
CREATE INDEX clip_by_incident ON evidence.clip (incident_id, saved_at DESC);
CREATE INDEX clip_unfinished ON evidence.clip (spool, next_attempt_at)
  WHERE state IN ('CUTTING', 'SPOOLED');
GRANT SELECT, INSERT, UPDATE ON evidence.clip TO ${appRole};

-- The chain of custody: one row per handling, never changed and never removed by the application.
CREATE TABLE evidence.custody (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id   uuid NOT NULL REFERENCES evidence.clip,
  at        timestamptz NOT NULL,
  act       text NOT NULL,
  -- absent for what the program does by itself
  person_id uuid,
  note      text
);
CREATE INDEX custody_by_clip ON evidence.custody (clip_id, id);
GRANT SELECT, INSERT ON evidence.custody TO ${appRole};
