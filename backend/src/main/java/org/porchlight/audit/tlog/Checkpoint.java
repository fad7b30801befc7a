package org.porchlight.audit.tlog;

import java.util.List;

/// Size and root of a log at one moment: https://c2sp.org/tlog-checkpoint.
///
/// @param origin name of the log, equal to the name of its key
/// @param extensions further lines, which the log's signature covers
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

  public Checkpoint {
    VerifierKey.checkName(origin);
    if (size < 0) {
      throw new IllegalArgumentException("a log has no negative size");
    }
    extensions = List.copyOf(extensions);
  }

  public static Checkpoint of(String origin, long size, Hash root) {
    return new Checkpoint(origin, size, root, List.of());
  }

  /// Reads what [#text] writes.
  ///
  /// @throws IllegalArgumentException if this is not the text of a checkpoint
  public static Checkpoint parse(String text) {
    var lines = text.split("\n", -1);
    if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
      throw new IllegalArgumentException("not a checkpoint: too few lines");
    }
    if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("not a checkpoint: no size");
    }
    return new Checkpoint(
        lines[0],
        Long.parseLong(lines[1]),
        Hash.ofBase64(lines[2]),
        List.of(lines).subList(3, lines.length - 1));
  }

  /// What is signed.
  public String text() {
    var text = new StringBuilder(origin + "\n" + size + "\n" + root.base64() + "\n");
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
