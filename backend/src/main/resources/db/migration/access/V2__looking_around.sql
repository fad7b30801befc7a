-- What people asked about incidents and cameras within the last minute, so that one person asks no
-- faster than somebody who has work to do, whichever node answers.
CREATE TABLE access.question (
  person_id uuid NOT NULL,
  kind      text NOT NULL,
  -- the incident, or the incident and the camera
  about     uuid[] NOT NULL,
  at        timestamptz NOT NULL
);
CREATE INDEX question_by_asker ON access.question (person_id, kind, at);
GRANT SELECT, INSERT, DELETE ON access.question TO ${appRole};

-- When the log was last told that somebody goes through many.
CREATE TABLE access.question_told (
  person_id uuid NOT NULL,
  kind      text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (person_id, kind)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.question_told TO ${appRole};

-- Who looked around which incident. That was logged and counted; a page that draws the same list
-- again is neither.
CREATE TABLE access.lookup (
  incident_id uuid NOT NULL,
  person_id   uuid NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (incident_id, person_id)
);
GRANT SELECT, INSERT, DELETE ON access.lookup TO ${appRole};

-- Which owner's camera was shown to police around which incident: the first time is a numbered entry
-- in the camera's ledger, written in the same transaction as the row.
CREATE TABLE access.listed (
  camera_id   uuid NOT NULL,
  incident_id uuid NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (incident_id, camera_id)
);
CREATE INDEX listed_by_camera ON access.listed (camera_id);
GRANT SELECT, INSERT, DELETE ON access.listed TO ${appRole};
