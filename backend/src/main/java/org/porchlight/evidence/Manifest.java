package org.porchlight.evidence;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;
import org.porchlight.feeds.CutAnswer;

/// What is known of the bytes of a clip. Lies beside them in the spool, so that a clip can be told
/// from a torso after a crash.
record Manifest(
    Instant from, Instant to, String sha256, long bytes, String codecs, int pictures, int gaps) {

  static Manifest of(CutAnswer.Cut cut, String sha256) {
    return new Manifest(
        cut.from(), cut.to(), sha256, cut.bytes(), cut.codecs(), cut.pictures(), cut.gaps());
  }

  String text() {
    var lines = new Properties();
    lines.setProperty("from", from.toString());
    lines.setProperty("to", to.toString());
    lines.setProperty("sha256", sha256);
    lines.setProperty("bytes", bytes + "");
    lines.setProperty("codecs", codecs);
    lines.setProperty("pictures", pictures + "");
    lines.setProperty("gaps", gaps + "");
    var text = new StringWriter();
    try {
      lines.store(text, null);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  static Manifest read(Reader text) throws IOException {
    var lines = new Properties();
    lines.load(text);
    try {
      return new Manifest(
          Instant.parse(lines.getProperty("from", "")),
          Instant.parse(lines.getProperty("to", "")),
          lines.getProperty("sha256", ""),
          Long.parseLong(lines.getProperty("bytes", "")),
          lines.getProperty("codecs", ""),
          Integer.parseInt(lines.getProperty("pictures", "")),
          Integer.parseInt(lines.getProperty("gaps", "")));
    } catch (IllegalArgumentException | java.time.DateTimeException damaged) {
      throw new IOException("a damaged manifest", damaged);
    }
  }
}
