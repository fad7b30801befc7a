package org.porchlight.plates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes what plate readers send.
///
/// Readers are impatient: some give up after two seconds, some never send again. So the message is
/// written down, the answer goes out, and only then does [ReadQueue] look at what it says.
@Service
public class ReadIntake {

  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcReaders readers;
  private final JdbcReads reads;
  private final AuditLog audit;
  private final PlateSettings settings;
  private final ReadQueue queue;
  private final Clock clock;

  ReadIntake(
      JdbcReaders readers,
      JdbcReads reads,
      AuditLog audit,
      PlateSettings settings,
      ReadQueue queue,
      Clock clock) {
    this.readers = readers;
    this.reads = reads;
    this.audit = audit;
    this.settings = settings;
    this.queue = queue;
    this.clock = clock;
  }

  /// Keeps the message and answers; what it says is looked at afterwards. On [ReadAnswer.Kept] the
  /// message is on disk.
  ///
  /// @param machine the account that delivers, which may do so for many readers
  /// @param readerKey the reader's key
  /// @param eventId the sender's id of this event, if it is not in the message as `eventId`
  /// @param json one JSON object
  @Transactional
  public ReadAnswer receive(
      Actor machine, String readerKey, @Nullable String eventId, String json) {
    var reader = readers.activeByKey(Readers.hash(readerKey));
    if (reader.isEmpty()) {
      audit.append(
          AuditEvent.of("plates.read.refused", Outcome.DENY)
              .plain("reason", "UNKNOWN_READER")
              .personal("act", machine.person().toString())
              .personal("src", machine.source()));
      return new ReadAnswer.UnknownReader();
    }
    if (json.length() > settings.longestMessage()) {
      return new ReadAnswer.Unreadable(
          "The message has more than " + settings.longestMessage() + " bytes.");
    }
    JsonNode message;
    try {
      message = JSON.readTree(json);
    } catch (JacksonException broken) {
      return new ReadAnswer.Unreadable("The message is not JSON.");
    }
    // PostgreSQL's text cannot hold U+0000, and no plate has one.
    if (!message.isObject() || json.indexOf('\0') >= 0) {
      return new ReadAnswer.Unreadable("The message is not a JSON object.");
    }
    var id = eventId(message, eventId, json);
    var fresh = reads.append(new JdbcReads.Message(reader.get(), id, clock.instant(), json));
    if (fresh) {
      queue.lookAfterCommit();
    }
    return new ReadAnswer.Kept(id, fresh);
  }

  private static String eventId(JsonNode message, @Nullable String given, String json) {
    var inside = message.path("eventId").asString("");
    var id = inside.isBlank() && given != null ? given : inside;
    // Ids that are missing, endless or unprintable are replaced by what the message is.
    return id.matches("[\\x21-\\x7e]{1,200}") ? id : "sha256:" + sha256(json);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }
}
