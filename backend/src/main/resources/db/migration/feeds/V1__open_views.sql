-- Live views that are open now, or have a ticket. A row is there from before the ticket until its
-- closing record is in the audit log, so that a view whose program died is closed in the log by the
-- next one that runs.
CREATE SCHEMA feeds;
GRANT USAGE ON SCHEMA feeds TO ${appRole};

CREATE TABLE feeds.open_view (
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
GRANT SELECT, INSERT, UPDATE, DELETE ON feeds.open_view TO ${appRole};
