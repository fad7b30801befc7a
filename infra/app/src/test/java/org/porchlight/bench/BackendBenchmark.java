package org.porchlight.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A benchmark that lies with the tests of the backend, because it measures what only they can
/// reach. It runs in a process of its own and prints its figures as lines.
///
/// @param mainClass takes `--seconds N` and `--size N`
record BackendBenchmark(String name, String description, String mainClass) implements Benchmark {

  @Override
  public List<Figure> run(int seconds, int size) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), mainClass));
    option(command, "--seconds", seconds);
    option(command, "--size", size);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var figures = new ArrayList<Figure>();
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("RESULT ")) {
          figures.add(Figure.parse(line));
        } else {
          System.err.println(line);
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The benchmark " + name + " failed; see above");
    }
    return figures;
  }

  /// The backend with its tests, as `./bench` has built it, without the application around it.
  private static String classPath() throws IOException {
    var target = Path.of("backend", "target");
    return String.join(
        File.pathSeparator,
        target.resolve("test-classes").toString(),
        target.resolve("classes").toString(),
        Files.readString(target.resolve("bench.classpath")).strip());
  }

  private static void option(List<String> command, String name, int value) {
    if (value >= 0) {
      command.add(name);
      command.add(Integer.toString(value));
    }
  }
}
