-- Alarms that owners pressed: each opens exactly these cameras of one site, for half an hour at most.
-- What happened is in the audit log; rows are kept for a day after they are over.
CREATE TABLE access.alarm_camera (
  alarm_id   uuid NOT NULL,
  camera_id  uuid NOT NULL,
  site_id    uuid NOT NULL,
  -- whose desk hears of it
  agency_id  uuid NOT NULL,
  pressed_by uuid NOT NULL,
  pressed_at timestamptz NOT NULL,
  -- set back when the owner ends it
  until      timestamptz NOT NULL CHECK (until <= pressed_at + interval '30 minutes'),
  PRIMARY KEY (alarm_id, camera_id)
);
-- asked with every decision, and every second while a view is open
CREATE INDEX alarm_camera_on ON access.alarm_camera (camera_id, until);
CREATE INDEX alarm_camera_of_agency ON access.alarm_camera (agency_id, until);
CREATE INDEX alarm_camera_of_person ON access.alarm_camera (pressed_by, pressed_at);
GRANT SELECT, INSERT, UPDATE (until), DELETE ON access.alarm_camera TO ${appRole};
