-- Who is on duty, where, and busy with what.
CREATE SCHEMA patrol;
GRANT USAGE ON SCHEMA patrol TO ${appRole};

-- One row per person on duty. Going off duty deletes it, and with it the position: where people are
-- in their own time is nobody's business. The shift's history is in the audit log, without places.
CREATE TABLE patrol.duty (
  person_id  uuid PRIMARY KEY,
  since      timestamptz NOT NULL,
  officer    boolean NOT NULL,
  supervisor boolean NOT NULL,
  latitude   double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude  double precision CHECK (longitude BETWEEN -180 AND 180),
  -- when the phone was there; never later than our own clock
  seen_at    timestamptz,
  CHECK ((latitude IS NULL) = (seen_at IS NULL) AND (longitude IS NULL) = (seen_at IS NULL))
);
GRANT SELECT, INSERT, UPDATE, DELETE ON patrol.duty TO ${appRole};

-- A person does one thing at a time: the primary key is the rule.
CREATE TABLE patrol.commitment (
  person_id uuid PRIMARY KEY,
  -- for example the id of an alert
  task      text NOT NULL,
  since     timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON patrol.commitment TO ${appRole};
