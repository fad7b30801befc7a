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

  /// For each stream codec and number of frames, for example `h264,75 aac,64`; every frame is
  /// decoded, and what there is to complain of stands between them.
  public static String decoded(byte[] mp4) throws Exception {
    var file = Files.createTempFile("probed", ".mp4");
    try {
      Files.write(file, mp4);
      var process =
          new ProcessBuilder(
                  program(),
                  "-v",
                  "warning",
                  "-count_frames",
                  "-show_entries",
                  "stream=codec_name,nb_read_frames",
                  "-of",
                  "csv=p=0",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return said.strip().replaceAll("\\R", " ");
    } finally {
      Files.delete(file);
    }
  }

  /// What decoders make of the sound: codec, profile, samples a second, channels, and the seconds
  /// it lasts by the index, for example `aac,LC,16000,1,4.032000`.
  public static String sound(byte[] mp4) throws Exception {
    var file = Files.createTempFile("probed", ".mp4");
    try {
      Files.write(file, mp4);
      var process =
          new ProcessBuilder(
                  program(),
                  "-v",
                  "error",
                  "-select_streams",
                  "a",
                  "-show_entries",
                  "stream=codec_name,profile,sample_rate,channels,duration",
                  "-of",
                  "csv=p=0",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return said.strip();
    } finally {
      Files.delete(file);
    }
  }

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
      // The numbers of the streams are no complaint.
      return process.waitFor() == 0
          ? said.replaceAll("(?m)^\\d+$\\R?", "").strip()
          : "failed: " + said;
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
