-- Looking at recordings: copies of recorded files for viewing, and who looks now. See
-- docs/design/recording.md.

-- A recorded file with what is masked blanked, or in a format that browsers play. A derivative: the
-- file itself stays as it was received. Goes with it.
CREATE TABLE evidence.segment_copy (
  id           uuid PRIMARY KEY,
  segment_id   uuid NOT NULL REFERENCES evidence.segment ON DELETE CASCADE,
  -- version of the camera's masks that it was made under; 0 if it never had any
  mask_version int NOT NULL CHECK (mask_version >= 0),
  object_key   text NOT NULL UNIQUE,
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes        bigint NOT NULL CHECK (bytes > 0),
  made_at      timestamptz NOT NULL,
  UNIQUE (segment_id, mask_version)
);
GRANT SELECT, INSERT, DELETE ON evidence.segment_copy TO ${appRole};

-- Replays that are open now. A row is there until the closing record is in the audit log, so that a
-- replay whose program died is closed in the log by the next one that runs.
CREATE TABLE evidence.open_replay (
  id              uuid PRIMARY KEY,
  permit_id       uuid NOT NULL,
  camera_id       uuid NOT NULL,
  person_id       uuid NOT NULL,
  organisation_id uuid NOT NULL,
  incident_id     uuid,
  purpose         text NOT NULL,
  opened_at       timestamptz NOT NULL,
  -- written every few seconds by the program that serves it
  seen_at         timestamptz NOT NULL,
  bytes           bigint NOT NULL DEFAULT 0
);
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence.open_replay TO ${appRole};
