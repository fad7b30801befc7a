-- The clips page offers the newest incidents of an agency, closed ones too.
CREATE INDEX incident_recent ON incidents.incident (agency_id, opened_at DESC);
