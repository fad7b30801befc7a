package org.porchlight.feeds.copies;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.apart.WorkerMain;

/// How a worker is started: the same Java and the same jars as this program, and of the jars only
/// those that it needs. Its arguments name nothing secret, its environment is empty.
final class WorkerCommand {

  private WorkerCommand() {}

  static List<String> of(CopySettings settings) {
    return of(settings, WorkerMain.class);
  }

  static List<String> of(CopySettings settings, Class<?> main) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + settings.heap().toMegabytes() + "m");
    command.addAll(
        List.of(
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+SuppressFatalErrorMessage",
            "-XX:+DisableAttachMechanism",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache());
    command.addAll(List.of("-cp", String.join(File.pathSeparator, places(main)), main.getName()));
    return command;
  }

  /// Where FFmpeg's libraries have been unpacked for this program.
  private static String cache() {
    try {
      return Loader.getCacheDir().getAbsolutePath();
    } catch (IOException unusable) {
      return System.getProperty("java.io.tmpdir");
    }
  }

  /// Folders and jars with what the worker needs. See docs/decisions/0028-no-jar-of-jars.md.
  ///
  /// @throws IllegalStateException if they are not plain files
  private static Set<String> places(Class<?> main) {
    var places = new LinkedHashSet<String>();
    for (var type : List.of(main, WorkerMain.class, Loader.class, avcodec.class)) {
      var source = type.getProtectionDomain().getCodeSource();
      places.add(file(source == null ? null : source.getLocation()));
    }
    for (var library : List.of("javacpp/%s/%s", "ffmpeg/%s/%s")) {
      var name = System.mapLibraryName(library.startsWith("javacpp") ? "jnijavacpp" : "jniavcodec");
      var found =
          Loader.class
              .getClassLoader()
              .getResource("org/bytedeco/" + library.formatted(Loader.getPlatform(), name));
      // Without them FFmpeg can not be loaded here either, which says so better.
      if (found != null) {
        places.add(jarOf(found));
      }
    }
    return places;
  }

  /// @param entry `jar:file:/place/of.jar!/name`
  private static String jarOf(URL entry) {
    var text = entry.toString();
    var end = text.indexOf("!/");
    if (!text.startsWith("jar:file:") || end < 0) {
      throw new IllegalStateException("FFmpeg's libraries are not in a plain jar but in " + entry);
    }
    return Path.of(URI.create(text.substring("jar:".length(), end))).toString();
  }

  private static String file(@Nullable URL location) {
    if (location == null || !location.getProtocol().equals("file")) {
      throw new IllegalStateException("classes of a worker are not in plain files: " + location);
    }
    return Path.of(URI.create(location.toString())).toString();
  }
}
