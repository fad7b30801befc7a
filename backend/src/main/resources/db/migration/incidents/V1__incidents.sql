-- What happened where and when.
CREATE SCHEMA incidents;
GRANT USAGE ON SCHEMA incidents TO ${appRole};

CREATE TABLE incidents.incident (
  id           uuid PRIMARY KEY,
  agency_id    uuid NOT NULL,
  -- the agency's own number
  number       text NOT NULL CHECK (length(number) BETWEEN 1 AND 40),
  kind         text NOT NULL CHECK (length(kind) BETWEEN 1 AND 80),
  priority     int NOT NULL CHECK (priority BETWEEN 1 AND 5),
  latitude     double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude    double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  address      text NOT NULL CHECK (length(address) <= 200),
  source       text NOT NULL CHECK (source IN ('CAD', 'SUPERVISOR', 'OPERATOR')),
  opened_at    timestamptz NOT NULL,
  closed_at    timestamptz,
  opened_by    uuid,
  confirmed_by uuid,
  -- time stamp of the newest message that was applied; older ones that come later change nothing
  message_at   timestamptz,
  version      bigint NOT NULL DEFAULT 1,
  UNIQUE (agency_id, number),
  CHECK (confirmed_by <> opened_by)
);
CREATE INDEX incident_open ON incidents.incident (agency_id, priority, opened_at)
  WHERE closed_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON incidents.incident TO ${appRole};

-- Numbers for incidents that are opened by hand without one.
CREATE SEQUENCE incidents.own_number;
GRANT USAGE ON SEQUENCE incidents.own_number TO ${appRole};

CREATE TABLE incidents.timeline (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incidents.incident,
  at          timestamptz NOT NULL,
  kind        text NOT NULL,
  who         uuid,
  details     jsonb NOT NULL,
  -- lines with the same key are added once, so that an event may be heard twice
  once        text NOT NULL,
  UNIQUE (incident_id, once)
);
GRANT SELECT, INSERT ON incidents.timeline TO ${appRole};

-- Messages from CAD that could not be used, as they came, so that somebody can find out why.
CREATE TABLE incidents.rejected_message (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at timestamptz NOT NULL,
  agency_id   uuid NOT NULL,
  machine_id  uuid NOT NULL,
  body        text NOT NULL CHECK (length(body) <= 65536),
  errors      jsonb NOT NULL
);
CREATE INDEX rejected_message_by_time ON incidents.rejected_message (received_at);
GRANT SELECT, INSERT, DELETE ON incidents.rejected_message TO ${appRole};
