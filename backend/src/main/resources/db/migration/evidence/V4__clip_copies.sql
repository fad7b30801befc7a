-- Copies of clips for viewing: small pictures for lists, and films with what is masked blanked. They
-- are derivatives: the clip itself is kept as it was received. One that was made under other masks is
-- not shown any more; its row stays, so that it is deleted with the clip.
CREATE TABLE evidence.clip_copy (
  id           uuid PRIMARY KEY,
  clip_id      uuid NOT NULL REFERENCES evidence.clip,
  kind         text NOT NULL CHECK (kind IN ('THUMBNAIL', 'MASKED')),
  -- version of the camera's masks that it was made under; 0 if it never had any
  mask_version int NOT NULL CHECK (mask_version >= 0),
  object_key   text NOT NULL UNIQUE,
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes        bigint NOT NULL CHECK (bytes > 0),
  made_at      timestamptz NOT NULL,
  UNIQUE (clip_id, kind, mask_version)
);
GRANT SELECT, INSERT ON evidence.clip_copy TO ${appRole};
