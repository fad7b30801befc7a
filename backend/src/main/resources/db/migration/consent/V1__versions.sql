-- What each owner allows. Rows are only ever added: the highest version of a camera is what its
-- owner is shown and what is enforced, and the application may neither change nor delete one.
CREATE SCHEMA consent;
GRANT USAGE ON SCHEMA consent TO ${appRole};

CREATE TABLE consent.version (
  camera_id         uuid NOT NULL,
  version           int NOT NULL CHECK (version > 0),
  level             text NOT NULL
    CHECK (level IN ('REGISTERED', 'ON_REQUEST', 'DURING_INCIDENTS', 'ALWAYS')),
  radius_metres     int NOT NULL CHECK (radius_metres BETWEEN 50 AND 1600),
  lowest_priority   int NOT NULL CHECK (lowest_priority BETWEEN 1 AND 5),
  audio             boolean NOT NULL,
  pre_event_seconds int NOT NULL CHECK (pre_event_seconds BETWEEN 0 AND 60),
  -- 24 bits for each day from Monday, in hexadecimal; bit 0 is the hour after midnight
  schedule          text NOT NULL CHECK (schedule ~ '^[0-9a-f]{42}$'),
  -- which words were shown, in which language, and their SHA-256
  text_version      text NOT NULL,
  language          text NOT NULL CHECK (language IN ('en', 'es')),
  text_hash         text NOT NULL CHECK (text_hash ~ '^[0-9a-f]{64}$'),
  switched_off      boolean NOT NULL,
  given_by          uuid NOT NULL,
  at                timestamptz NOT NULL,
  PRIMARY KEY (camera_id, version)
);
CREATE INDEX version_always ON consent.version (camera_id, version)
  WHERE level = 'ALWAYS' AND NOT switched_off;
GRANT SELECT, INSERT ON consent.version TO ${appRole};
