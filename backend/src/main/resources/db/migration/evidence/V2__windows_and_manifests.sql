-- A clip may be any window; one that spans a change of the picture's format is kept in several
-- parts, each of them a clip of its own. Each has a manifest with the hash of every picture.
ALTER TABLE evidence.clip
  -- the window that was asked for
  ADD COLUMN asked_from timestamptz,
  ADD COLUMN asked_to timestamptz,
  -- parts that were asked for together have this in common
  ADD COLUMN request_id uuid,
  ADD COLUMN part int NOT NULL DEFAULT 1 CHECK (part >= 1),
  ADD COLUMN parts int NOT NULL DEFAULT 1 CHECK (parts >= part),
  ADD COLUMN pictures int CHECK (pictures > 0),
  -- of the manifest, which lies in the store under the same name with another ending
  ADD COLUMN manifest_sha256 text CHECK (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  ADD COLUMN manifest_bytes bigint CHECK (manifest_bytes > 0);
