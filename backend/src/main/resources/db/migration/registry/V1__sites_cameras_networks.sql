-- Who has cameras where. Other modules know these rows by id.
CREATE SCHEMA registry;
GRANT USAGE ON SCHEMA registry TO ${appRole};

-- A place with an address where one account has cameras.
CREATE TABLE registry.site (
  id              uuid PRIMARY KEY,
  owner_id        uuid NOT NULL,
  organisation_id uuid NOT NULL,
  address         text NOT NULL CHECK (length(address) BETWEEN 1 AND 200),
  latitude        double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude       double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  relation        text NOT NULL CHECK (relation IN ('OWNER', 'TENANT_WITH_CONSENT', 'MANAGER')),
  -- cameras are visible to police only while this is PROVED
  proof           text NOT NULL DEFAULT 'UNPROVED' CHECK (proof IN ('UNPROVED', 'PROVED', 'ENDED')),
  proof_changed_at timestamptz,
  proved_how      text CHECK (proved_how IN ('STAFF', 'LETTER')),
  decal           text,
  -- SHA-256 of the code in the letter; the code itself is only on paper
  letter_hash     bytea CHECK (length(letter_hash) = 32),
  letter_until    timestamptz,
  letter_attempts int NOT NULL DEFAULT 0,
  registered_at   timestamptz NOT NULL,
  CHECK ((proof = 'PROVED') = (proved_how IS NOT NULL)),
  CHECK ((proof = 'UNPROVED') = (proof_changed_at IS NULL))
);
CREATE INDEX site_by_owner ON registry.site (owner_id);
CREATE INDEX site_waiting ON registry.site (registered_at) WHERE proof = 'UNPROVED';
CREATE UNIQUE INDEX site_by_decal ON registry.site (decal) WHERE proof = 'PROVED';
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.site TO ${appRole};

CREATE TABLE registry.camera (
  id              uuid PRIMARY KEY,
  site_id         uuid NOT NULL REFERENCES registry.site,
  owner_id        uuid NOT NULL,
  organisation_id uuid NOT NULL,
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  latitude        double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude       double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  -- the field of view: all three or none
  bearing         double precision,
  angle           double precision,
  range_metres    double precision,
  sees            text[] NOT NULL CHECK (cardinality(sees) > 0),
  ownership       text NOT NULL CHECK (ownership IN ('PRIVATE', 'POLICE')),
  overwrite_days  int NOT NULL CHECK (overwrite_days BETWEEN 1 AND 365),
  -- the agency in whose jurisdiction it stands
  agency_id       uuid,
  registered_at   timestamptz NOT NULL,
  version         bigint NOT NULL DEFAULT 1,
  CHECK (num_nulls(bearing, angle, range_metres) IN (0, 3))
);
CREATE INDEX camera_by_site ON registry.camera (site_id);
CREATE INDEX camera_by_owner ON registry.camera (owner_id);
-- The place as a flat point: a box of degrees finds the candidates, and the distance on the sphere
-- is taken for those. Needs no extension.
CREATE INDEX camera_by_place ON registry.camera USING gist (point(longitude, latitude));
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.camera TO ${appRole};

-- How to reach a camera. Path, user and password are sealed for exactly this row: the camera's id,
-- the owner's id and the version are bound to the ciphertext.
CREATE TABLE registry.connection (
  camera_id  uuid PRIMARY KEY REFERENCES registry.camera ON DELETE CASCADE,
  owner_id   uuid NOT NULL,
  scheme     text NOT NULL CHECK (scheme IN ('RTSP', 'RTSPS', 'HTTP', 'HTTPS')),
  host       text NOT NULL,
  port       int NOT NULL CHECK (port BETWEEN 1 AND 65535),
  sealed     bytea NOT NULL,
  version    bigint NOT NULL,
  changed_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.connection TO ${appRole};

-- Leave for the cameras of an organisation to lie in a network that is not public. In force once a
-- second administrator approved; withdrawn grants stay.
CREATE TABLE registry.network_grant (
  id              uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  network         cidr NOT NULL,
  reason          text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  proposed_by     uuid NOT NULL,
  proposed_at     timestamptz NOT NULL,
  approved_by     uuid,
  approved_at     timestamptz,
  withdrawn_at    timestamptz,
  CHECK (approved_by <> proposed_by)
);
CREATE INDEX network_grant_by_organisation ON registry.network_grant (organisation_id);
GRANT SELECT, INSERT, UPDATE ON registry.network_grant TO ${appRole};
