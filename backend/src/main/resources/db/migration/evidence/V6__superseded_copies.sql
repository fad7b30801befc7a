-- A copy of a clip that was made under other masks is deleted, with its row, as soon as there is a
-- newer one.
GRANT DELETE ON evidence.clip_copy TO ${appRole};
