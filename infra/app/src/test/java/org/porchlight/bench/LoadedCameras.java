package org.porchlight.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.porchlight.camerasim.scenes.SceneStudio;

/// A running process of simulated cameras, and programs that read from them.
record LoadedCameras(Process process, int port) implements AutoCloseable {

  private static final Path FOLDER = Path.of("infra/app/target/bench");

  /// What all cameras of a process send.
  ///
  /// @param pictures a second
  record Load(Path clip, int pictures) {

    /// 1080p at 2 Mbit/s.
    static Load large() throws IOException {
      return new Load(drawn(SceneStudio.LOAD), 15);
    }

    /// 360p at a quarter of a megabit.
    static Load small() throws IOException {
      return new Load(drawn(SceneStudio.SMALL_LOAD), SceneStudio.SMALL_LOAD_FRAMES);
    }

    /// Drawn and encoded once, and then kept beside the build.
    private static Path drawn(String clip) throws IOException {
      var file = FOLDER.resolve(clip + ".h264");
      if (!Files.exists(file)) {
        Files.createDirectories(FOLDER);
        System.err.println("Drawing the load of the cameras ...");
        SceneStudio.main(new String[] {FOLDER.toString(), "--load"});
      }
      return file;
    }
  }

  static LoadedCameras start(Load load, int count) throws IOException {
    var arguments =
        List.of(load.clip().toString(), Integer.toString(count), Integer.toString(load.pictures()));
    var process = java(List.of("-Xmx1g"), CamerasUnderLoad.class, arguments).start();
    var port = lines(process).readLine();
    if (port == null || !port.startsWith("port ")) {
      process.destroyForcibly();
      throw new IOException("The simulated cameras do not start: " + port);
    }
    return new LoadedCameras(process, Integer.parseInt(port.substring(5)));
  }

  /// Tells the cameras something; see [CamerasUnderLoad].
  void say(String word) throws IOException {
    tell(process, word);
  }

  /// Starts a program with the port and these arguments.
  Program start(Class<?> program, Object... arguments) throws IOException {
    var all = new ArrayList<String>(List.of(Integer.toString(port)));
    Stream.of(arguments).map(Object::toString).forEach(all::add);
    return new Program(java(List.of("-Xmx512m"), program, all).start());
  }

  /// The same with a heap that is wholly in memory from the beginning: what the process takes more
  /// later is outside of it. What Java code takes there is tracked.
  Program startWithFixedHeap(Class<?> program, Object... arguments) throws IOException {
    var all = new ArrayList<String>(List.of(Integer.toString(port)));
    Stream.of(arguments).map(Object::toString).forEach(all::add);
    var heap =
        List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:NativeMemoryTracking=summary");
    return new Program(java(heap, program, all).start());
  }

  /// Lets a program measure itself until it ends.
  Map<String, List<Double>> run(Class<?> program, Object... arguments) throws Exception {
    try (var started = start(program, arguments)) {
      return started.toTheEnd();
    }
  }

  private static ProcessBuilder java(List<String> heap, Class<?> program, List<String> arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xss512k",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(1, heap);
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static void tell(Process process, String word) throws IOException {
    process.getOutputStream().write((word + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  private static void end(Process process) throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    end(process);
  }

  /// A program that prints what it measures, one `name value` a line.
  static final class Program implements AutoCloseable {

    private final Process process;
    private final Map<String, List<Double>> measured = new HashMap<>();
    private final Map<String, Double> latest = new ConcurrentHashMap<>();
    private final Thread reader;

    private Program(Process process) {
      this.process = process;
      this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (var lines = lines(process)) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          var words = line.split(" ", -1);
          if (words.length == 2 && words[1].matches("-?[0-9.E-]+|NaN")) {
            var value = Double.valueOf(words[1]);
            measured.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(value);
            latest.put(words[0], value);
          }
        }
      } catch (IOException gone) {
        // Its exit value tells why.
      }
    }

    Map<String, List<Double>> toTheEnd() throws Exception {
      reader.join();
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("A measured program failed");
      }
      return measured;
    }

    void say(String word) throws IOException {
      tell(process, word);
    }

    double latest(String name) {
      return latest.getOrDefault(name, Double.NaN);
    }

    /// Waits until the program says so.
    void await(String name, double value, int seconds) throws InterruptedException {
      var end = System.nanoTime() + seconds * 1_000_000_000L;
      while (latest(name) != value) {
        if (System.nanoTime() - end > 0) {
          throw new IllegalStateException(
              name + " is " + latest(name) + " and not " + value + " after " + seconds + " s");
        }
        Thread.sleep(20);
      }
    }

    @Override
    public void close() throws IOException {
      if (process.isAlive()) {
        end(process);
      }
    }
  }
}
