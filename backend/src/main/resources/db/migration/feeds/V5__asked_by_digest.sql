-- Cameras that have asked for the password by Digest. They do not get it in plain text later, unless
-- their owner types address or password again. Goes with the camera.
CREATE TABLE feeds.asked_by_digest (
  camera_id uuid PRIMARY KEY,
  since     timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON feeds.asked_by_digest TO ${appRole};
