-- The book of open views is kept by the module that decides: what a program left open when it died
-- goes there, so that it is closed in the log. Once moved, the table is not one of this module.
ALTER TABLE feeds.open_view SET SCHEMA access;
SET LOCAL search_path TO access;
INSERT INTO open_look
  (id, use_of, permit_id, camera_id, person_id, organisation_id, incident_id, purpose, opened_at,
   seen_at, bytes)
SELECT id, 'LIVE', permit_id, camera_id, person_id, organisation_id, incident_id, purpose,
       opened_at, seen_at, bytes
  FROM open_view;
DROP TABLE open_view;
