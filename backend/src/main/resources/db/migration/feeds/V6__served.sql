-- What really left the house here (live views and snapshots): written where bytes leave, by code of its own
-- that knows nothing of the audit log, and compared with it every night. Rows are only added; several
-- of one permit add up.
CREATE TABLE feeds.served (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  permit_id  uuid NOT NULL,
  camera_id  uuid NOT NULL,
  -- name of the use, for example LIVE
  what       text NOT NULL,
  -- when the first and the last of these bytes left, on our clock
  first_at   timestamptz NOT NULL,
  last_at    timestamptz NOT NULL,
  bytes      bigint NOT NULL CHECK (bytes > 0),
  -- on the clock of the database, which all processes share
  written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX served_by_time ON feeds.served (written_at);
CREATE INDEX served_by_permit ON feeds.served (permit_id);
GRANT SELECT, INSERT ON feeds.served TO ${appRole};
