package org.porchlight.audit.tlog;

import java.util.ArrayList;
import java.util.List;

/// Proof that a leaf is in a log, with the checkpoint it leads to: https://c2sp.org/tlog-proof.
///
/// @param checkpoint the signed note
public record ProofFile(long index, List<Hash> proof, String checkpoint) {

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";

  public ProofFile {
    proof = List.copyOf(proof);
  }

  /// Reads what [#toString] writes.
  ///
  /// @throws IllegalArgumentException if it is not such a file
  public static ProofFile parse(String file) {
    var blank = file.indexOf("\n\n");
    var lines = new ArrayList<>(List.of((blank < 0 ? "" : file.substring(0, blank)).split("\n")));
    if (!lines.removeFirst().equals(FIRST_LINE)) {
      throw new IllegalArgumentException("not a tlog-proof file");
    }
    if (!lines.isEmpty() && lines.getFirst().startsWith("extra ")) {
      lines.removeFirst();
    }
    if (lines.isEmpty() || !lines.getFirst().matches("index (0|[1-9][0-9]{0,17})")) {
      throw new IllegalArgumentException("not a tlog-proof file: no index");
    }
    var index = Long.parseLong(lines.removeFirst().substring("index ".length()));
    return new ProofFile(
        index, lines.stream().map(Hash::ofBase64).toList(), file.substring(blank + 2));
  }

  @Override
  public String toString() {
    var file = new StringBuilder(FIRST_LINE + "\nindex " + index + "\n");
    proof.forEach(hash -> file.append(hash.base64()).append('\n'));
    return file.append('\n').append(checkpoint).toString();
  }
}
