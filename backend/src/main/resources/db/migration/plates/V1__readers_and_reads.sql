-- Plate readers, what they sent, and what we made of it.
CREATE SCHEMA plates;
GRANT USAGE ON SCHEMA plates TO ${appRole};

CREATE TABLE plates.reader (
  id         uuid PRIMARY KEY,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  latitude   double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude  double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  -- degrees clockwise from north; null for a reader that moves
  direction  integer CHECK (direction BETWEEN 0 AND 359),
  -- SHA-256 of the key. The key has 256 random bits, so a slow hash would only slow us down.
  key_hash   bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
  added_at   timestamptz NOT NULL,
  retired_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON plates.reader TO ${appRole};

-- What a reader sent, byte for byte, written before we answer. It is a queue at the same time:
-- rows without `handled_at` are still to be looked at.
CREATE TABLE plates.message (
  reader_id   uuid NOT NULL REFERENCES plates.reader,
  -- the sender's id of the event, or the hash of the body where it gives none
  event_id    text NOT NULL CHECK (length(event_id) BETWEEN 1 AND 200),
  received_at timestamptz NOT NULL,
  body        text NOT NULL,
  handled_at  timestamptz,
  -- why no read came of it; null if one did
  rejected    text,
  PRIMARY KEY (reader_id, event_id)
);
CREATE INDEX message_to_do ON plates.message (received_at) WHERE handled_at IS NULL;
CREATE INDEX message_by_reader ON plates.message (reader_id, received_at DESC);
CREATE INDEX message_by_time ON plates.message (received_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON plates.message TO ${appRole};

CREATE TABLE plates.read (
  id          uuid PRIMARY KEY,
  reader_id   uuid NOT NULL REFERENCES plates.reader,
  event_id    text NOT NULL,
  -- as the reader read it
  plate       text NOT NULL,
  -- upper-case letters and digits only
  key         text NOT NULL CHECK (key ~ '^[A-Z0-9]{1,15}$'),
  state       text,
  confidence  double precision CHECK (confidence BETWEEN 0 AND 1),
  -- by the reader's clock
  at          timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  latitude    double precision NOT NULL,
  longitude   double precision NOT NULL,
  UNIQUE (reader_id, event_id)
);
CREATE INDEX read_by_time ON plates.read (received_at DESC);
GRANT SELECT, INSERT, DELETE ON plates.read TO ${appRole};
