-- What came of comparing the journals of what was served with the audit log. A copy for people to
-- read: that a check was made, and how many findings it had, is in the audit log too.
CREATE SCHEMA transparency;
GRANT USAGE ON SCHEMA transparency TO ${appRole};

CREATE TABLE transparency.completeness (
  id        uuid PRIMARY KEY,
  at        timestamptz NOT NULL,
  -- journal rows of this time were looked at, on the clock of the database
  since     timestamptz NOT NULL,
  until     timestamptz NOT NULL,
  -- the night for which it was made; one process makes it
  night     date UNIQUE,
  permits   bigint NOT NULL,
  bytes     bigint NOT NULL,
  findings  integer NOT NULL
);
CREATE INDEX completeness_by_time ON transparency.completeness (at DESC);
GRANT SELECT, INSERT ON transparency.completeness TO ${appRole};

CREATE TABLE transparency.finding (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  check_id  uuid NOT NULL REFERENCES transparency.completeness,
  kind      text NOT NULL,
  -- name of the use under which it was served
  what      text NOT NULL,
  permit_id uuid NOT NULL,
  camera_id uuid NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  bytes     bigint NOT NULL
);
CREATE INDEX finding_by_check ON transparency.finding (check_id);
GRANT SELECT, INSERT ON transparency.finding TO ${appRole};
