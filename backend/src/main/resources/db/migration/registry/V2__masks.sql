-- What parts of a camera's picture nobody is shown. Append-only: a change is a new version, and what
-- was filmed under a version is blanked by it for as long as the footage exists, also when the camera
-- is gone. Hence no foreign key.
CREATE TABLE registry.mask_version (
  camera_id uuid NOT NULL,
  version   int NOT NULL CHECK (version > 0),
  -- areas separated by semicolons, corners by blanks: "0.1,0.2 0.5,0.2 0.5,0.9"; from 0 to 1, x first;
  -- empty when nothing is masked any more
  areas     text NOT NULL CHECK (length(areas) <= 20000),
  set_by    uuid NOT NULL,
  set_at    timestamptz NOT NULL,
  PRIMARY KEY (camera_id, version)
);
GRANT SELECT, INSERT ON registry.mask_version TO ${appRole};
