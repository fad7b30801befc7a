package org.porchlight.audit.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A text with signatures below it: https://c2sp.org/signed-note.
///
/// @param text what is signed, with its last line end
/// @param lines the signature lines, without their line ends
public record SignedNote(String text, List<String> lines) {

  /// More signature lines than any honest note has.
  private static final int MOST_LINES = 256;

  private static final int LONGEST = 1 << 20;

  public SignedNote {
    lines = List.copyOf(lines);
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends with a line end");
    }
  }

  /// A note whose signatures do not say what they should.
  public static final class NotSigned extends Exception {

    private static final long serialVersionUID = 1L;

    public NotSigned(String message) {
      super(message);
    }
  }

  /// Reads what [#toString] writes; it says nothing yet about the signatures being right.
  ///
  /// @throws IllegalArgumentException if it is not a signed note
  public static SignedNote parse(String note) {
    if (note.length() > LONGEST || note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException("not a signed note: too long, or not plain text");
    }
    var blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
      throw new IllegalArgumentException("not a signed note: no signatures");
    }
    var lines = List.of(note.substring(blank + 2, note.length() - 1).split("\n", -1));
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException("not a signed note: too many signatures");
    }
    lines.forEach(Line::parse);
    return new SignedNote(note.substring(0, blank + 1), lines);
  }

  /// The keys, among those given, that signed the note. Signatures by other keys say nothing and
  /// are passed over.
  ///
  /// @throws NotSigned if a signature by one of these keys is wrong
  public Set<VerifierKey> signers(Collection<VerifierKey> known) throws NotSigned {
    var signers = new LinkedHashSet<VerifierKey>();
    for (var text : lines) {
      var line = Line.parse(text);
      for (var key : known) {
        if (key.name().equals(line.name) && key.id() == line.id) {
          if (!key.signed(this.text, line.signature)) {
            throw new NotSigned("the signature of " + key.name() + " is wrong");
          }
          signers.add(key);
        }
      }
    }
    return signers;
  }

  /// Insists on one signer.
  ///
  /// @throws NotSigned unless this key signed it
  public void requireSigned(VerifierKey by) throws NotSigned {
    if (signers(List.of(by)).isEmpty()) {
      throw new NotSigned(
          "not signed by " + by.name() + " with key " + HexFormat.of().toHexDigits(by.id()));
    }
  }

  public SignedNote with(String line) {
    var more = new ArrayList<>(lines);
    more.add(line);
    return new SignedNote(text, more);
  }

  @Override
  public String toString() {
    return text + "\n" + String.join("\n", lines) + "\n";
  }

  private static final class Line {

    private static final String DASH = "\u2014 ";

    final String name;
    final int id;
    final byte[] signature;

    private Line(String name, byte[] value) {
      this.name = name;
      this.id = java.nio.ByteBuffer.wrap(value).getInt();
      this.signature = Arrays.copyOfRange(value, Integer.BYTES, value.length);
    }

    static Line parse(String line) {
      var space = line.indexOf(' ', DASH.length());
      if (!line.startsWith(DASH) || space < 0) {
        throw new IllegalArgumentException("not a signature line");
      }
      var value = Base64.getDecoder().decode(line.substring(space + 1));
      if (value.length <= Integer.BYTES) {
        throw new IllegalArgumentException("not a signature line: too short");
      }
      return new Line(VerifierKey.checkName(line.substring(DASH.length(), space)), value);
    }
  }
}
