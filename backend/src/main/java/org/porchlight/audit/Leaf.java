package org.porchlight.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/// The bytes of one entry before its camera number is known, and what opens its commitments.
///
/// The database knows the number and the hash of the camera's previous entry only once it holds the
/// camera's lock, so it puts `cam_prev` and `cam_seq` between [#head] and [#tail] itself.
final class Leaf {

  /// Canonical JSON up to where `cam_prev` and `cam_seq` go; everything, if no camera is named.
  final byte[] head;

  /// The rest.
  final byte[] tail;

  /// What opens the commitments, field by field.
  final List<Opening> openings;

  private Leaf(byte[] head, byte[] tail, List<Opening> openings) {
    this.head = head;
    this.tail = tail;
    this.openings = openings;
  }

  /// What opens one commitment.
  static final class Opening {

    final String field;
    final byte[] salt;
    final String value;

    private Opening(String field, byte[] salt, String value) {
      this.field = field;
      this.salt = salt;
      this.value = value;
    }
  }

  /// The longest entry that a tile bundle can hold: its length is a 16-bit number.
  static final int LONGEST = 65_535;

  static final int SALT_BYTES = 32;

  /// Room for `"cam_prev":"…44…","cam_seq":…19…`.
  private static final int NUMBERING = 96;

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Set<String> RESERVED =
      Set.of("v", "t", "ev", "out", "pur", "basis", "cam", "cam_seq", "cam_prev");

  /// Nothing may sort between `cam_prev` and `cam_seq`.
  private static final Pattern FIELD = Pattern.compile("(?!cam_)[a-z][a-z0-9_]{0,39}");

  private static final String NUMBER_GOES_HERE = "\"cam_seq\":0";

  /// Beyond this a JSON number is no longer exact (RFC 8785, 3.2.2.3).
  private static final long LARGEST_NUMBER = (1L << 53) - 1;

  private static final JsonMapper JSON = new JsonMapper();

  static Leaf of(AuditEvent event, Instant at, SecureRandom random) {
    var members = new TreeMap<String, Object>();
    members.put("v", 1);
    members.put("t", MILLISECONDS.format(at));
    members.put("ev", event.event());
    members.put("out", event.outcome().name());
    if (event.purpose() != null) {
      members.put("pur", clean(event.purpose()));
    }
    if (event.basis() != null) {
      members.put("basis", clean(event.basis()));
    }
    event.plain().forEach((field, value) -> putNew(members, field, plain(field, value)));

    var openings = new ArrayList<Opening>();
    var salts = new byte[SALT_BYTES * (event.personal().size() + 1)];
    random.nextBytes(salts);
    for (var personal : event.personal().entrySet()) {
      var opening = opening(personal.getKey(), personal.getValue(), salts, openings.size());
      putNew(members, opening.field, commitment(opening.salt, opening.value));
      openings.add(opening);
    }
    if (event.camera() == null) {
      return new Leaf(checked(canonical(members)).getBytes(UTF_8), new byte[0], openings);
    }
    var camera = opening("cam", event.camera(), salts, openings.size());
    openings.add(camera);
    members.put("cam", commitment(camera.salt, camera.value));
    members.put("cam_seq", 0);
    var text = checked(canonical(members));
    var gap = text.indexOf(NUMBER_GOES_HERE);
    return new Leaf(
        text.substring(0, gap).getBytes(UTF_8),
        text.substring(gap + NUMBER_GOES_HERE.length()).getBytes(UTF_8),
        openings);
  }

  /// What stands in the leaf for a personal value.
  static String commitment(byte[] salt, String value) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      return Base64.getEncoder().encodeToString(sha256.digest(value.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Opening opening(String field, String value, byte[] salts, int number) {
    var salt = new byte[SALT_BYTES];
    System.arraycopy(salts, number * SALT_BYTES, salt, 0, SALT_BYTES);
    return new Opening(field, salt, clean(value));
  }

  private static void putNew(Map<String, Object> members, String field, Object value) {
    if (RESERVED.contains(field) || !FIELD.matcher(field).matches()) {
      throw new IllegalArgumentException("not a name for a field of the audit log: " + field);
    }
    if (members.put(field, value) != null) {
      throw new IllegalArgumentException("field given twice: " + field);
    }
  }

  private static Object plain(String field, Object value) {
    return switch (value) {
      case String text -> clean(text);
      case Boolean yes -> yes;
      case Integer number -> number;
      case Long number when Math.abs(number) <= LARGEST_NUMBER -> number;
      default ->
          throw new IllegalArgumentException(
              field + " must be a text, a truth value or a whole number of at most 53 bits");
    };
  }

  /// Replaces what neither PostgreSQL nor UTF-8 can hold (U+0000, half a surrogate pair), so that
  /// hostile input, a log-in name for instance, cannot keep an entry out of the log.
  static String clean(String text) {
    var well = text;
    if (!UTF_8.newEncoder().canEncode(text)) {
      var repaired = new StringBuilder();
      text.codePoints()
          .forEach(c -> repaired.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
      well = repaired.toString();
    }
    return well.indexOf('\0') < 0 ? well : well.replace('\0', '\uFFFD');
  }

  private static String canonical(Map<String, Object> members) {
    try {
      return new JsonCanonicalizer(JSON.writeValueAsString(members)).getEncodedString();
    } catch (IOException ours) {
      throw new UncheckedIOException(ours);
    }
  }

  private static String checked(String text) {
    if (text.length() + NUMBERING > LONGEST || text.getBytes(UTF_8).length + NUMBERING > LONGEST) {
      throw new IllegalArgumentException("an audit entry holds at most 65,535 bytes");
    }
    return text;
  }
}
