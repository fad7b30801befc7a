package org.porchlight.identity;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSigningKeys {

  private final JdbcClient jdbc;

  JdbcSigningKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Row(String id, Blob publicKey, Blob sealedPrivateKey) {}

  /// Those that are still believed, the one that signs first.
  List<Row> current() {
    return jdbc.sql(
            """
            SELECT id, public_key, private_key FROM identity.signing_key
            WHERE retired_at IS NULL ORDER BY created_at DESC, id
            """)
        .query((row, number) ->
            new Row(
                row.getString("id"),
                Blob.of(row.getBytes("public_key")),
                Blob.of(row.getBytes("private_key"))))
        .list();
  }

  void insert(Row key, Instant now) {
    jdbc.sql(
            """
            INSERT INTO identity.signing_key (id, public_key, private_key, created_at)
            VALUES (:id, :public, :private, :now)
            """)
        .param("id", key.id())
        .param("public", key.publicKey().bytes())
        .param("private", key.sealedPrivateKey().bytes())
        .param("now", JdbcPeople.utc(now))
        .update();
  }

  /// Lets only one node at a time make a key; until the end of the transaction.
  void lock() {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('identity.signing_key'))")
        .query((row, number) -> 0)
        .list();
  }
}
