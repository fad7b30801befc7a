-- How cameras have fared. Nothing here is about people; it goes after some months.

-- Every change between delivering and not.
CREATE TABLE feeds.health_change (
  camera_id  uuid NOT NULL,
  at         timestamptz NOT NULL,
  -- null while it delivers
  problem    text,
  PRIMARY KEY (camera_id, at)
);
CREATE INDEX health_change_at ON feeds.health_change (at);
GRANT SELECT, INSERT, DELETE ON feeds.health_change TO ${appRole};

-- What came in, hour by hour.
CREATE TABLE feeds.health_hour (
  camera_id          uuid NOT NULL,
  hour               timestamptz NOT NULL,
  -- in which the camera should have delivered, and in which it did
  seconds_wanted     int NOT NULL,
  seconds_delivering int NOT NULL,
  pictures           bigint NOT NULL,
  bytes              bigint NOT NULL,
  gaps               int NOT NULL,
  reconnects         int NOT NULL,
  PRIMARY KEY (camera_id, hour)
);
CREATE INDEX health_hour_hour ON feeds.health_hour (hour);
GRANT SELECT, INSERT, UPDATE, DELETE ON feeds.health_hour TO ${appRole};
