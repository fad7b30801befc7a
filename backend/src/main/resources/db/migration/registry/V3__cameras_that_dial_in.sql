-- A camera that dials in has a path instead of an address. The path is no secret; what is sealed is
-- what its password answers to (the hashes of Digest), bound to camera, owner, path and version.
ALTER TABLE registry.connection
  ADD COLUMN path text UNIQUE CHECK (path ~ '^[a-z0-9]{16}$'),
  ALTER COLUMN scheme DROP NOT NULL,
  ALTER COLUMN host DROP NOT NULL,
  ALTER COLUMN port DROP NOT NULL,
  ADD CHECK (num_nulls(scheme, host, port) = CASE WHEN path IS NULL THEN 0 ELSE 3 END);
