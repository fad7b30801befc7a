package org.porchlight.audit;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.porchlight.audit.tlog.Checkpoint;
import org.porchlight.audit.tlog.Hash;
import org.porchlight.audit.tlog.Tiles;
import org.porchlight.audit.tlog.TreeEdge.FullTile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tree's tables: which entry stands where, tiles, sizes, checkpoints.
@Repository
class JdbcTree implements Tiles.Source {

  /// Names the lock that makes one sequencer of all nodes ("plog").
  private static final int SEQUENCER = 0x706c6f67;

  private final JdbcClient jdbc;

  JdbcTree(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A committed size of the tree.
  ///
  /// @param floor every entry up to this one is in the tree or will never appear
  record Grown(long size, Hash root, long floor) {}

  /// How far entries are visible at one moment.
  ///
  /// @param newest the highest entry number that is visible
  /// @param oldestRunning no transaction with a lower number is still running
  record Horizon(long newest, long oldestRunning) {}

  /// An entry without a place in the tree.
  record Waiting(long entry, Hash hash) {}

  /// A signed checkpoint.
  record Signed(Checkpoint checkpoint, String note) {}

  /// Whether this transaction is now the only sequencer, until it ends.
  boolean lock() {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(?, 0)")
        .param(SEQUENCER)
        .query(Boolean.class)
        .single();
  }

  Optional<Grown> newest() {
    return jdbc.sql("SELECT size, root, floor FROM audit.tree ORDER BY size DESC LIMIT 1")
        .query((row, _) ->
            new Grown(row.getLong("size"), Hash.of(row.getBytes("root")), row.getLong("floor")))
        .optional();
  }

  Horizon horizon() {
    return jdbc.sql(
            """
            SELECT coalesce(max(entry), 0) AS newest,
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest_running
            FROM audit.entry
            """)
        .query(Horizon.class)
        .single();
  }

  /// Gives this transaction its number, which is higher than all that were given until now. The end
  /// of a snapshot would not be: it is behind the newest transaction that has ended, and others may
  /// run behind it.
  ///
  /// @throws IllegalStateException if the transaction had its number already
  long takeNumber() {
    var numbered =
        jdbc.sql("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
            .query(Boolean.class)
            .single();
    if (numbered) {
      throw new IllegalStateException("The transaction has written something before");
    }
    return jdbc.sql("SELECT pg_current_xact_id()::text::bigint").query(Long.class).single();
  }

  /// Visible entries above the floor that have no place yet, in the order of their numbers.
  List<Waiting> waiting(long floor, int limit) {
    return jdbc.sql(
            """
            SELECT e.entry, e.hash
            FROM audit.entry e
            WHERE e.entry > ? AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.entry = e.entry)
            ORDER BY e.entry
            LIMIT ?
            """)
        .params(floor, limit)
        .query((row, _) -> new Waiting(row.getLong("entry"), Hash.of(row.getBytes("hash"))))
        .list();
  }

  /// Gives these entries the places from `size` on.
  void place(long size, List<Waiting> entries) {
    jdbc.sql(
            """
            INSERT INTO audit.leaf (index, entry)
            SELECT ? + n - 1, entry FROM unnest(?) WITH ORDINALITY AS placed (entry, n)
            """)
        .params(size, entries.stream().map(Waiting::entry).toArray(Long[]::new))
        .update();
  }

  void store(FullTile tile) {
    jdbc.sql("INSERT INTO audit.tile (level, number, hashes, root) VALUES (?, ?, ?, ?)")
        .params(tile.level(), tile.number(), Hash.join(tile.hashes()), tile.root().bytes())
        .update();
  }

  void store(Grown tree, Instant at) {
    jdbc.sql("INSERT INTO audit.tree (size, root, floor, at) VALUES (?, ?, ?, ?)")
        .params(tree.size(), tree.root().bytes(), tree.floor(), utc(at))
        .update();
  }

  void store(Signed signed, Instant at) {
    var checkpoint = signed.checkpoint();
    jdbc.sql("INSERT INTO audit.checkpoint (size, root, note, at) VALUES (?, ?, ?, ?)")
        .params(checkpoint.size(), checkpoint.root().bytes(), signed.note(), utc(at))
        .update();
  }

  OptionalLong signedSize() {
    return jdbc.sql("SELECT size FROM audit.checkpoint ORDER BY size DESC LIMIT 1")
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  Optional<String> newestCheckpoint() {
    return jdbc.sql("SELECT note FROM audit.checkpoint ORDER BY size DESC LIMIT 1")
        .query(String.class)
        .optional();
  }

  @Override
  public byte[] tile(int level, long number, int width) {
    var first = number * Tiles.FULL;
    var parts =
        width == Tiles.FULL
            ? jdbc.sql("SELECT hashes FROM audit.tile WHERE level = ? AND number = ?")
                .params(level, number)
                .query(JdbcTree::bytes)
                .list()
            : level == 0
                ? jdbc.sql(
                        """
                        SELECT e.hash
                        FROM audit.leaf l JOIN audit.entry e USING (entry)
                        WHERE l.index >= ? AND l.index < ?
                        ORDER BY l.index
                        """)
                    .params(first, first + width)
                    .query(JdbcTree::bytes)
                    .list()
                : jdbc.sql(
                        """
                        SELECT root FROM audit.tile
                        WHERE level = ? AND number >= ? AND number < ?
                        ORDER BY number
                        """)
                    .params(level - 1, first, first + width)
                    .query(JdbcTree::bytes)
                    .list();
    var hashes = join(parts);
    if (hashes.length != width * Hash.BYTES) {
      throw new IllegalStateException(
          "The audit log's tile %d/%d has %d bytes where %d hashes belong"
              .formatted(level, number, hashes.length, width));
    }
    return hashes;
  }

  /// Leaves one after the other, each after its length in two bytes.
  byte[] bundle(long number, int width) {
    var first = number * Tiles.FULL;
    var leaves =
        jdbc.sql(
                """
                SELECT int2send((length(e.leaf) - CASE WHEN length(e.leaf) > 32767 THEN 65536 ELSE 0 END)::int2) || e.leaf
                FROM audit.leaf l JOIN audit.entry e USING (entry)
                WHERE l.index >= ? AND l.index < ?
                ORDER BY l.index
                """)
            .params(first, first + width)
            .query(JdbcTree::bytes)
            .list();
    if (leaves.size() != width) {
      throw new IllegalStateException(
          "The audit log's bundle %d has %d entries where %d belong"
              .formatted(number, leaves.size(), width));
    }
    return join(leaves);
  }

  private static byte[] bytes(ResultSet row, int number) throws SQLException {
    return row.getBytes(1);
  }

  private static byte[] join(List<byte[]> parts) {
    var joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
