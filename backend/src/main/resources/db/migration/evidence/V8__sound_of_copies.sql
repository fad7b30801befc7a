-- Copies for viewing have the sound of what they were made of, or have it not: what its owner lets be
-- heard now is not what was let be heard when it was recorded. A copy without masks is one that was
-- made because of that alone: its pictures are those of the original. All copies until now were
-- silent.
ALTER TABLE evidence.clip_copy
  ADD COLUMN sound boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT clip_copy_clip_id_kind_mask_version_key,
  ADD UNIQUE (clip_id, kind, mask_version, sound);

ALTER TABLE evidence.segment_copy
  ADD COLUMN sound boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT segment_copy_segment_id_mask_version_key,
  ADD UNIQUE (segment_id, mask_version, sound);

-- Whether there is sound in a file; null for files that are older than this, of which their manifest
-- says it.
ALTER TABLE evidence.segment ADD COLUMN sound boolean;
ALTER TABLE evidence.clip ADD COLUMN sound boolean;
