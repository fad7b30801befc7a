-- How many of an operator's own incidents nobody else has confirmed is asked before each new one.
CREATE INDEX incident_unconfirmed ON incidents.incident (opened_by)
  WHERE source = 'OPERATOR' AND confirmed_by IS NULL;
