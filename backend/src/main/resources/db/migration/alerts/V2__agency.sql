-- Whose desk an alert belongs to: that of the agency whose operator raised it. One that was raised
-- before this column is on nobody's desk; the officers who were asked still see it.
ALTER TABLE alerts.alert
  ADD COLUMN agency_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE alerts.alert ALTER COLUMN agency_id DROP DEFAULT;
CREATE INDEX alert_by_agency ON alerts.alert (agency_id, raised_at DESC, id);
-- Nobody asks for the alerts of all agencies any more.
DROP INDEX alerts.alert_by_time;
DROP INDEX alerts.alert_open;
CREATE INDEX alert_open ON alerts.alert (agency_id, raised_at DESC) WHERE state <> 'CLOSED';
