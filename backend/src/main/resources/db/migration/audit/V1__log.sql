-- The audit log: what was written, in which order it entered the Merkle tree, and what was signed.
-- Formats: docs/design/audit-log.md.
--
-- The application's role may add and read, and nothing else. What may be erased one day (the values
-- behind the commitments, and which camera a numbered line belongs to) lies in two tables of its own.
CREATE SCHEMA audit;
GRANT USAGE ON SCHEMA audit TO ${appRole};

-- One row per thing that happened, written in the transaction of the thing itself.
CREATE TABLE audit.entry (
  entry      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- our clock, when the entry was written; the same instant as `t` in the leaf
  at         timestamptz NOT NULL,
  event      text NOT NULL,
  -- a random name for one camera's line of numbered entries; only audit.line says which camera
  line       uuid,
  camera_seq bigint CHECK (camera_seq >= 1),
  -- which fields of the leaf are commitments; still needed when their openings are erased
  personal   text[] NOT NULL,
  -- the exact bytes that enter the tree (RFC 8785 JSON) and their leaf hash (RFC 6962)
  leaf       bytea NOT NULL CHECK (length(leaf) BETWEEN 1 AND 65535),
  hash       bytea NOT NULL CHECK (length(hash) = 32),
  CHECK ((line IS NULL) = (camera_seq IS NULL)),
  -- also the way to the newest entry of a camera
  UNIQUE (line, camera_seq)
);
CREATE INDEX entry_by_event ON audit.entry (event, entry);
GRANT SELECT, INSERT ON audit.entry TO ${appRole};

-- Which camera a line belongs to. Erasing the row makes the line anonymous.
CREATE TABLE audit.line (
  camera text PRIMARY KEY,
  line   uuid NOT NULL UNIQUE
);
GRANT SELECT, INSERT, DELETE ON audit.line TO ${appRole};

-- What opens the commitments of a leaf: base64(SHA-256(salt || value)) stands in the leaf. Erasing a
-- row honours retention and expungement and breaks no hash. No foreign key: its check would lock, and
-- so write to, the entry.
CREATE TABLE audit.opening (
  entry bigint NOT NULL,
  field text NOT NULL,
  salt  bytea NOT NULL CHECK (length(salt) = 32),
  value text NOT NULL,
  PRIMARY KEY (entry, field)
);
-- a view's opening and its close carry the same permit
CREATE INDEX opening_by_permit ON audit.opening (value, entry) WHERE field = 'permit';
GRANT SELECT, INSERT, DELETE ON audit.opening TO ${appRole};

-- Which entry stands where in the tree. Gap-less from 0; written by one sequencer at a time.
CREATE TABLE audit.leaf (
  index bigint PRIMARY KEY CHECK (index >= 0),
  entry bigint NOT NULL UNIQUE
);
GRANT SELECT, INSERT ON audit.leaf TO ${appRole};

-- Full tiles of 256 hashes; `root` is the hash that stands for the tile one level up.
CREATE TABLE audit.tile (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  number bigint NOT NULL CHECK (number >= 0),
  hashes bytea NOT NULL CHECK (length(hashes) = 8192),
  root   bytea NOT NULL CHECK (length(root) = 32),
  PRIMARY KEY (level, number)
);
GRANT SELECT, INSERT ON audit.tile TO ${appRole};

-- Size and root after each batch, committed before anything about that size is signed or published.
-- Every entry up to `floor` is in the tree or will never appear (its transaction rolled back).
CREATE TABLE audit.tree (
  size  bigint PRIMARY KEY CHECK (size >= 1),
  root  bytea NOT NULL CHECK (length(root) = 32),
  floor bigint NOT NULL,
  at    timestamptz NOT NULL
);
GRANT SELECT, INSERT ON audit.tree TO ${appRole};

-- Signed checkpoints. One per size, and only of a tree that is committed.
CREATE TABLE audit.checkpoint (
  size bigint PRIMARY KEY REFERENCES audit.tree (size),
  root bytea NOT NULL CHECK (length(root) = 32),
  note text NOT NULL,
  at   timestamptz NOT NULL
);
GRANT SELECT, INSERT ON audit.checkpoint TO ${appRole};

-- Appends one entry in a single round trip.
--
-- For an entry that names a camera the lock is held until the caller's transaction ends, so the
-- entries of one camera become visible in the order of their numbers, and a number is never lost to a
-- rollback. In READ COMMITTED every statement of a VOLATILE function sees what committed before it,
-- so the newest entry is read after the lock was granted. In a stricter isolation a stale read ends
-- in a violation of UNIQUE (line, camera_seq), never in a fork.
--
-- p_head and p_tail are the canonical JSON before and after the members cam_prev and cam_seq, which
-- stand next to each other in it.
CREATE FUNCTION audit.append(
  p_camera text, p_line uuid, p_at timestamptz, p_event text, p_head bytea, p_tail bytea,
  p_fields text[], p_salts bytea[], p_values text[],
  OUT o_entry bigint, OUT o_camera_seq bigint)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
DECLARE
  v_line uuid;
  v_prev bytea;
  v_leaf bytea;
BEGIN
  -- Take the transaction number before the entry number. The sequencer relies on it: an entry number
  -- below one that it sees belongs to a transaction that had a number by then.
  PERFORM pg_current_xact_id();
  IF p_camera IS NULL THEN
    v_leaf := p_head || p_tail;
  ELSE
    PERFORM pg_advisory_xact_lock(1635083369, hashtext(p_camera));
    SELECT l.line INTO v_line FROM audit.line l WHERE l.camera = p_camera;
    IF NOT FOUND THEN
      v_line := p_line;
      INSERT INTO audit.line (camera, line) VALUES (p_camera, v_line);
    END IF;
    SELECT e.camera_seq, e.hash INTO o_camera_seq, v_prev
      FROM audit.entry e WHERE e.line = v_line ORDER BY e.camera_seq DESC LIMIT 1;
    IF FOUND THEN
      o_camera_seq := o_camera_seq + 1;
      v_leaf := p_head
        || convert_to('"cam_prev":"' || encode(v_prev, 'base64') || '","cam_seq":' || o_camera_seq, 'UTF8')
        || p_tail;
    ELSE
      o_camera_seq := 1;
      v_leaf := p_head || '"cam_seq":1'::bytea || p_tail;
    END IF;
  END IF;
  INSERT INTO audit.entry (at, event, line, camera_seq, personal, leaf, hash)
    VALUES (p_at, p_event, v_line, o_camera_seq, p_fields, v_leaf, sha256('\x00'::bytea || v_leaf))
    RETURNING entry INTO o_entry;
  INSERT INTO audit.opening (entry, field, salt, value)
    SELECT o_entry, o.field, o.salt, o.value
    FROM unnest(p_fields, p_salts, p_values) AS o (field, salt, value);
END
$$;
REVOKE ALL ON FUNCTION audit.append FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.append TO ${appRole};
