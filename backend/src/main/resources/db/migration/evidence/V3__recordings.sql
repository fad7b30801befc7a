-- Recordings: which cameras are recorded and why, the pieces in which that is kept, and what holds
-- them. See docs/design/recording.md.

-- Standing rules of an agency, for cameras that are shared always.
CREATE TABLE evidence.recording_rule (
  camera_id uuid PRIMARY KEY,
  agency_id uuid NOT NULL,
  keep_days int NOT NULL CHECK (keep_days BETWEEN 1 AND 365),
  set_by    uuid NOT NULL,
  set_at    timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence.recording_rule TO ${appRole};

-- From when to when a camera was recorded on one ground.
CREATE TABLE evidence.recording (
  id          uuid PRIMARY KEY,
  camera_id   uuid NOT NULL,
  agency_id   uuid NOT NULL,
  -- BY_RULE, or FOR_INCIDENT
  class       text NOT NULL CHECK (class IN ('BY_RULE', 'FOR_INCIDENT')),
  incident_id uuid,
  -- of the person who began it for an incident; a rule has neither
  purpose     text,
  permit_id   uuid,
  started_by  uuid,
  started_at  timestamptz NOT NULL,
  keep_days   int NOT NULL CHECK (keep_days BETWEEN 0 AND 365),
  -- the spool folder, and so the machine, that records
  spool       uuid NOT NULL,
  ended_at    timestamptz,
  end_reason  text,
  CHECK ((class = 'FOR_INCIDENT') = (incident_id IS NOT NULL)),
  CHECK ((class = 'FOR_INCIDENT') = (permit_id IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
-- A camera is recorded once, whoever wants it.
CREATE UNIQUE INDEX recording_open ON evidence.recording (camera_id) WHERE ended_at IS NULL;
CREATE INDEX recording_by_camera ON evidence.recording (camera_id, started_at DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence.recording TO ${appRole};

-- One file of a recording.
CREATE TABLE evidence.segment (
  id              uuid PRIMARY KEY,
  recording_id    uuid NOT NULL REFERENCES evidence.recording,
  camera_id       uuid NOT NULL,
  -- PURGING: bytes are being deleted, the row goes last
  state           text NOT NULL CHECK (state IN ('SPOOLED', 'STORED', 'PURGING')),
  spool           uuid NOT NULL,
  -- random, as the names of clips are
  object_key      text NOT NULL UNIQUE,
  -- our clock when the first and the last picture arrived
  footage_from    timestamptz NOT NULL,
  footage_to      timestamptz NOT NULL,
  pictures        int NOT NULL CHECK (pictures > 0),
  bytes           bigint NOT NULL CHECK (bytes > 0),
  sha256          text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  manifest_sha256 text NOT NULL CHECK (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  manifest_bytes  bigint NOT NULL CHECK (manifest_bytes > 0),
  codecs          text NOT NULL,
  -- timeline of the first and of the last picture, and their numbers on it: where the next segment
  -- does not go on with the next number, pictures are missing
  first_run       uuid NOT NULL,
  first_number    bigint NOT NULL,
  last_run        uuid NOT NULL,
  last_number     bigint NOT NULL,
  written_at      timestamptz NOT NULL,
  stored_at       timestamptz,
  attempts        int NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  last_error      text,
  -- the same pictures are kept once, however often they are delivered
  UNIQUE (first_run, first_number)
);
CREATE INDEX segment_by_time ON evidence.segment (camera_id, footage_from);
CREATE INDEX segment_unfinished ON evidence.segment (spool, next_attempt_at)
  WHERE state = 'SPOOLED';
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence.segment TO ${appRole};

-- Places inside a segment where pictures are missing.
CREATE TABLE evidence.segment_gap (
  segment_id uuid NOT NULL REFERENCES evidence.segment ON DELETE CASCADE,
  gap_from   timestamptz NOT NULL,
  gap_to     timestamptz NOT NULL
);
CREATE INDEX segment_gap_by_segment ON evidence.segment_gap (segment_id);
GRANT SELECT, INSERT, DELETE ON evidence.segment_gap TO ${appRole};

-- What must not be purged, whatever its age.
CREATE TABLE evidence.footage_hold (
  id        uuid PRIMARY KEY,
  camera_id uuid NOT NULL,
  held_from timestamptz NOT NULL,
  held_to   timestamptz NOT NULL,
  reason    text NOT NULL,
  placed_by uuid NOT NULL,
  placed_at timestamptz NOT NULL,
  ended_at  timestamptz,
  CHECK (held_from < held_to)
);
CREATE INDEX footage_hold_by_camera ON evidence.footage_hold (camera_id) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON evidence.footage_hold TO ${appRole};
