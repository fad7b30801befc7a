-- Tables of cameras that owners have read in, so that they can take one back.
CREATE SCHEMA imports;
GRANT USAGE ON SCHEMA imports TO ${appRole};

CREATE TABLE imports.import (
  id         uuid PRIMARY KEY,
  owner_id   uuid NOT NULL,
  file       text NOT NULL CHECK (length(file) BETWEEN 1 AND 120),
  cameras    int NOT NULL CHECK (cameras > 0),
  at         timestamptz NOT NULL,
  undo_until timestamptz NOT NULL,
  undone_at  timestamptz
);
CREATE INDEX import_by_owner ON imports.import (owner_id, at);
GRANT SELECT, INSERT, UPDATE, DELETE ON imports.import TO ${appRole};

-- Which cameras an import brought. A deleted camera is forgotten here too.
CREATE TABLE imports.camera (
  import_id uuid NOT NULL REFERENCES imports.import ON DELETE CASCADE,
  number    int NOT NULL CHECK (number >= 1),
  camera_id uuid NOT NULL,
  PRIMARY KEY (import_id, number)
);
CREATE UNIQUE INDEX camera_by_id ON imports.camera (camera_id);
GRANT SELECT, INSERT, DELETE ON imports.camera TO ${appRole};
