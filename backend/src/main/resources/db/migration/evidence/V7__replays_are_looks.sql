-- The book of open replays is kept by the module that decides: what a program left open when it
-- died goes there, so that it is closed in the log. Once moved, the table is not one of this module.
ALTER TABLE evidence.open_replay SET SCHEMA access;
SET LOCAL search_path TO access;
INSERT INTO open_look
  (id, use_of, permit_id, camera_id, person_id, organisation_id, incident_id, purpose, opened_at,
   seen_at, bytes)
SELECT id, 'REPLAY', permit_id, camera_id, person_id, organisation_id, incident_id, purpose,
       opened_at, seen_at, bytes
  FROM open_replay;
DROP TABLE open_replay;
