-- What else is known of an hour of a camera.
ALTER TABLE feeds.health_hour
  -- when the last picture arrived
  ADD COLUMN last_picture   timestamptz,
  -- the longest that was seen
  ADD COLUMN keyframe_ms    bigint,
  -- how far the camera's clock was ahead of ours when it last said so
  ADD COLUMN clock_ahead_ms bigint;

-- Times in which a camera should have delivered and did not. At most one of each camera is open.
CREATE TABLE feeds.outage (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  camera_id   uuid NOT NULL,
  since       timestamptz NOT NULL,
  -- the last one seen
  problem     text NOT NULL,
  ended_at    timestamptz,
  -- whom a mail told of it, and when; null if nobody was told
  owner_id    uuid,
  told_at     timestamptz,
  -- when that person was told that it is over
  told_end_at timestamptz
);
CREATE UNIQUE INDEX outage_open ON feeds.outage (camera_id) WHERE ended_at IS NULL;
CREATE INDEX outage_by_camera ON feeds.outage (camera_id, since);
CREATE INDEX outage_since ON feeds.outage (since);
CREATE INDEX outage_told ON feeds.outage (owner_id) WHERE told_at IS NOT NULL AND told_end_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON feeds.outage TO ${appRole};

INSERT INTO feeds.outage (camera_id, since, problem)
SELECT camera_id, at, problem
  FROM (SELECT DISTINCT ON (camera_id) camera_id, at, problem
          FROM feeds.health_change
         ORDER BY camera_id, at DESC) newest
 WHERE problem IS NOT NULL;

-- Who gets mails about lost cameras: everybody without a row, and who has not switched them off.
CREATE TABLE feeds.outage_reader (
  person_id uuid PRIMARY KEY,
  wanted    boolean NOT NULL DEFAULT true,
  -- when the last mail about a lost camera was written
  told_at   timestamptz
);
GRANT SELECT, INSERT, UPDATE, DELETE ON feeds.outage_reader TO ${appRole};
