package org.porchlight.audit;

import java.security.SecureRandom;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcAuditLog implements AuditLog {

  private static final int FIELDS = 9;

  private static final String ROW =
      "(?::text, ?::uuid, ?::timestamptz, ?::text, ?::bytea, ?::bytea, ?::text[], ?::bytea[], "
          + "?::text[])";

  /// Entries in one statement, so that what is sent at once stays small.
  private static final int AT_ONCE = 1_000;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  JdbcAuditLog(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public RecordedAccess append(AuditEvent event) {
    var entry = add(List.of(event)).getFirst();
    return new RecordedAccess(entry, event.camera());
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void appendAll(List<AuditEvent> events) {
    if (!events.isEmpty()) {
      add(events);
    }
  }

  private List<Long> add(List<AuditEvent> events) {
    // The log keeps milliseconds; the column must say the same instant as the leaf.
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    // A function in the list of a LATERAL join is called row by row, in the order of VALUES.
    var statement =
        jdbc.sql(
            """
            SELECT a.o_entry
              FROM (VALUES %s) AS e (camera, line, at, event, head, tail, fields, salts, contents),
                   LATERAL audit.append(e.camera, e.line, e.at, e.event, e.head, e.tail, e.fields,
                                        e.salts, e.contents) AS a
            """
                .formatted(String.join(", ", Collections.nCopies(events.size(), ROW))));
    var next = 1;
    for (var event : events) {
      var leaf = Leaf.of(event, at, random);
      var openings = leaf.openings;
      statement =
          statement
              .param(
                  next, event.camera() == null ? null : Leaf.clean(event.camera()), Types.VARCHAR)
              .param(next + 1, UUID.randomUUID())
              .param(next + 2, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
              .param(next + 3, event.event())
              .param(next + 4, leaf.head)
              .param(next + 5, leaf.tail)
              .param(next + 6, openings.stream().map(o -> o.field).toArray(String[]::new))
              .param(next + 7, openings.stream().map(o -> o.salt).toArray(byte[][]::new))
              .param(next + 8, openings.stream().map(o -> o.value).toArray(String[]::new));
      next += FIELDS;
    }
    return statement.query((row, _) -> row.getLong(1)).list();
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void appendForNew(List<AuditEvent> events) {
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (var from = 0; from < events.size(); from += AT_ONCE) {
      appendForNew(events.subList(from, Math.min(events.size(), from + AT_ONCE)), at);
    }
  }

  private void appendForNew(List<AuditEvent> events, Instant at) {
    var of = new ArrayList<Integer>();
    var cameras = new ArrayList<String>();
    var lines = new ArrayList<UUID>();
    var leaves = new ArrayList<Leaf>();
    for (var event : events) {
      if (event.camera() == null) {
        throw new IllegalArgumentException("an entry of a new camera names it");
      }
      cameras.add(Leaf.clean(event.camera()));
      lines.add(UUID.randomUUID());
      leaves.add(Leaf.of(event, at, random));
      leaves.getLast().openings.forEach(_ -> of.add(leaves.size()));
    }
    var openings = leaves.stream().flatMap(leaf -> leaf.openings.stream()).toList();
    jdbc.sql("SELECT audit.append_for_new(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(1, cameras.toArray(String[]::new))
        .param(2, lines.toArray(UUID[]::new))
        .param(3, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .param(4, events.stream().map(AuditEvent::event).toArray(String[]::new))
        .param(5, leaves.stream().map(leaf -> leaf.head).toArray(byte[][]::new))
        .param(6, leaves.stream().map(leaf -> leaf.tail).toArray(byte[][]::new))
        .param(
            7,
            leaves.stream()
                .map(leaf ->
                    leaf.openings.stream().map(o -> o.field).collect(Collectors.joining(",")))
                .toArray(String[]::new))
        .param(8, of.toArray(Integer[]::new))
        .param(9, openings.stream().map(o -> o.field).toArray(String[]::new))
        .param(10, openings.stream().map(o -> o.salt).toArray(byte[][]::new))
        .param(11, openings.stream().map(o -> o.value).toArray(String[]::new))
        .query(_ -> {});
  }
}
