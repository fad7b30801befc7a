package org.porchlight.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/// The program that everybody checks files with: from the PATH, else the one in JavaCV.
public final class Ffprobe {

  private Ffprobe() {}

  /// What it has to say against a file, reading every packet; empty if nothing.
  public static String complaints(byte[] mp4) throws Exception {
    var file = Files.createTempFile("probed", ".mp4");
    try {
      Files.write(file, mp4);
      var process =
          new ProcessBuilder(
                  program(),
                  "-v",
                  "warning",
                  "-count_packets",
                  "-show_entries",
                  "stream=index",
                  "-of",
                  "csv=p=0",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 ? said.replaceFirst("^0\\R*", "").strip() : "failed: " + said;
    } finally {
      Files.delete(file);
    }
  }

  private static String program() throws IOException {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "ffprobe"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(() -> Loader.load(org.bytedeco.ffmpeg.ffprobe.class));
  }
}
