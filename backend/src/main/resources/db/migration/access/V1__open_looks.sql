-- Looks through a camera that are open now, or have a ticket: live views, and replays of what was
-- recorded. A row is there from before the ticket until its closing record is in the audit log, so
-- that a look whose program died is closed in the log by the next one that runs.
CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO ${appRole};

CREATE TABLE access.open_look (
  id              uuid PRIMARY KEY,
  -- what the permit is for; the name of the closing record follows from it
  use_of          text NOT NULL,
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
GRANT SELECT, INSERT, UPDATE, DELETE ON access.open_look TO ${appRole};
