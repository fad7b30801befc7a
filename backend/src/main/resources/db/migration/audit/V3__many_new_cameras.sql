-- Appends the first entries of many cameras that the caller's transaction has just made, in one round
-- trip. Nobody else knows these cameras before it commits, so their numbers have no rival and no lock
-- is needed: a lock for each of ten thousand cameras would not fit into the server's table of locks.
-- A camera whose line another transaction has begun is refused.
--
-- Element i of the arrays is one entry; p_personal holds its commitments, separated by commas. What
-- opens them comes in arrays of its own, p_of naming the entry by its place.
CREATE FUNCTION audit.append_for_new(
  p_cameras text[], p_lines uuid[], p_at timestamptz, p_events text[], p_heads bytea[],
  p_tails bytea[], p_personal text[],
  p_of int[], p_fields text[], p_salts bytea[], p_values text[])
RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS $$
DECLARE
  v_entries bigint[] := '{}';
  v_entry bigint;
  v_line uuid;
  v_mine boolean;
  v_seq bigint;
  v_prev bytea;
  v_leaf bytea;
BEGIN
  -- As in audit.append.
  PERFORM pg_current_xact_id();
  FOR i IN 1 .. coalesce(array_length(p_cameras, 1), 0) LOOP
    SELECT l.line, l.xmin = pg_current_xact_id()::xid INTO v_line, v_mine
      FROM audit.line l WHERE l.camera = p_cameras[i];
    IF NOT FOUND THEN
      v_line := p_lines[i];
      INSERT INTO audit.line (camera, line) VALUES (p_cameras[i], v_line);
      v_seq := 1;
      v_leaf := p_heads[i] || '"cam_seq":1'::bytea || p_tails[i];
    ELSIF v_mine THEN
      SELECT e.camera_seq + 1, e.hash INTO STRICT v_seq, v_prev
        FROM audit.entry e WHERE e.line = v_line ORDER BY e.camera_seq DESC LIMIT 1;
      v_leaf := p_heads[i]
        || convert_to('"cam_prev":"' || encode(v_prev, 'base64') || '","cam_seq":' || v_seq, 'UTF8')
        || p_tails[i];
    ELSE
      RAISE unique_violation USING MESSAGE = 'the line of camera ' || p_cameras[i] || ' is not new';
    END IF;
    INSERT INTO audit.entry (at, event, line, camera_seq, personal, leaf, hash)
      VALUES (p_at, p_events[i], v_line, v_seq, string_to_array(p_personal[i], ','), v_leaf,
              sha256('\x00'::bytea || v_leaf))
      RETURNING entry INTO v_entry;
    v_entries := v_entries || v_entry;
  END LOOP;
  INSERT INTO audit.opening (entry, field, salt, value)
    SELECT v_entries[o.number], o.field, o.salt, o.value
    FROM unnest(p_of, p_fields, p_salts, p_values) AS o (number, field, salt, value);
END
$$;
REVOKE ALL ON FUNCTION audit.append_for_new FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.append_for_new TO ${appRole};
