-- About how many private cameras are registered in which cell of a fixed grid, as counted at the last
-- midnight. Exact numbers, and cells with fewer than five, are nowhere.
CREATE TABLE registry.cell (
  agency_id   uuid NOT NULL,
  grid_row    int NOT NULL,
  grid_column int NOT NULL,
  at_least    int NOT NULL CHECK (at_least >= 5 AND at_least % 5 = 0),
  PRIMARY KEY (agency_id, grid_row, grid_column)
);
GRANT SELECT, INSERT, DELETE ON registry.cell TO ${appRole};

-- Which midnights were counted, so that each is counted once, by one node.
CREATE TABLE registry.cell_count (
  midnight   timestamptz PRIMARY KEY,
  counted_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON registry.cell_count TO ${appRole};
