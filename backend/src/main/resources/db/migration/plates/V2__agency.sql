-- Whose reader it is: that of the organisation whose administrator registered it. What one from
-- before this column saw is shown to nobody.
ALTER TABLE plates.reader
  ADD COLUMN agency_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE plates.reader ALTER COLUMN agency_id DROP DEFAULT;
