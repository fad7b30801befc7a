package org.porchlight.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/// The application in a process of its own, packaged as a person would start it or straight from
/// its classes. It can be stopped, killed and started again on the same data.
public final class RunningPorchlight implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<String> command;
  private final Path data;
  private final int port;
  private final Map<String, String> environment;
  private final Path log;
  private final Process process;
  private final Duration startedIn;

  private RunningPorchlight(
      List<String> command,
      Path data,
      int port,
      Map<String, String> environment,
      Path log,
      Process process,
      Duration startedIn) {
    this.command = command;
    this.data = data;
    this.port = port;
    this.environment = environment;
    this.log = log;
    this.process = process;
    this.startedIn = startedIn;
  }

  /// Starts on an empty folder with the demo city.
  public static RunningPorchlight withDemoCity() {
    try {
      return start(
          Files.createTempDirectory("porchlight-journey"),
          freePort(),
          Map.of("PORCHLIGHT_DEMO", "true"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Starts and waits until it says that it is ready.
  public static RunningPorchlight start(Path data, int port, Map<String, String> environment) {
    return start(packaged(), data, port, environment);
  }

  /// Starts with the script that people use, from the top of the project.
  public static RunningPorchlight startWithScript(
      Path data, int port, Map<String, String> environment) {
    return start(List.of("./run"), data, port, environment);
  }

  /// Starts what was compiled, without packaging it first. The views have no scripts then.
  public static RunningPorchlight startFromClasses(
      Path data, int port, Map<String, String> environment) {
    var command = java();
    command.addAll(
        List.of(
            "-Dvaadin.productionMode=true",
            "-cp",
            System.getProperty("java.class.path"),
            "org.porchlight.PorchlightApplication"));
    return start(command, data, port, environment);
  }

  /// Starts what was packaged, with components of the tests that wait to be switched on.
  public static RunningPorchlight startWithTestsBeside(
      Path data, int port, Map<String, String> environment) {
    var jar = jar();
    var command = java();
    command.addAll(
        List.of(
            "-cp",
            jar + File.pathSeparator + jar.resolveSibling("test-classes"),
            "org.porchlight.PorchlightApplication"));
    return start(command, data, port, environment);
  }

  private static RunningPorchlight start(
      List<String> command, Path data, int port, Map<String, String> environment) {
    var log = data.resolve("porchlight-" + System.nanoTime() + ".log");
    var begin = System.nanoTime();
    try {
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("PORT", Integer.toString(port));
      builder.environment().put("PORCHLIGHT_DATA", data.toString());
      builder.environment().put("PORCHLIGHT_MAIL_HOST", "none");
      builder.environment().putAll(environment);
      var process = builder.start();
      awaitReady(process, log);
      var took = Duration.ofNanos(System.nanoTime() - begin);
      return new RunningPorchlight(command, data, port, environment, log, process, took);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public URI address(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  public long pid() {
    return process.pid();
  }

  public Path data() {
    return data;
  }

  /// From the start of the process to the line that says it is ready.
  public Duration startedIn() {
    return startedIn;
  }

  /// What stands in the log file for machines.
  public String structuredLog() {
    try (var files = Files.list(data.resolve("logs"))) {
      var all = new StringBuilder();
      for (var file : files.toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What stands on the terminal.
  public String log() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The page, or whatever else this path answers, without signing in.
  public HttpResponse<String> get(String path) {
    return get(address(path));
  }

  static HttpResponse<String> get(URI address) {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  /// Kills the process as a power cut would, and starts it again on the same data.
  public RunningPorchlight killAndStartAgain() {
    kill();
    return start(command, data, port, environment);
  }

  public void kill() {
    process.destroyForcibly();
    await();
  }

  /// Stops it; the data stay.
  @Override
  public void close() {
    process.destroy();
    await();
  }

  /// Stops it and removes its data.
  public void closeAndForget() {
    close();
    try {
      FileSystemUtils.deleteRecursively(data);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        sayWhatItDoes();
        process.destroyForcibly();
        throw new IllegalStateException("Porchlight does not stop:\n" + log());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// A Java program that hears this signal writes what each of its threads does, and goes on.
  private void sayWhatItDoes() throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start().waitFor();
      var _ = process.waitFor(3, TimeUnit.SECONDS);
    } catch (IOException unknown) {
      throw new UncheckedIOException(unknown);
    }
  }

  private static List<String> packaged() {
    var command = java();
    command.addAll(List.of("-jar", jar().toString()));
    return command;
  }

  private static Path jar() {
    var jar = Path.of(System.getProperty("porchlight.jar", "target/porchlight.jar"));
    if (!Files.exists(jar)) {
      throw new IllegalStateException("Build first: there is no " + jar.toAbsolutePath());
    }
    return jar;
  }

  private static List<String> java() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0"));
    return command;
  }

  private static void awaitReady(Process process, Path log) throws IOException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.exists(log) && Files.readString(log).contains("Porchlight is ready: ")) {
        return;
      }
      try {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("Porchlight does not start:\n" + tail(log));
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stop);
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "Porchlight is not ready after " + PATIENCE + ":\n" + tail(log));
  }

  private static String tail(Path log) {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException failed) {
      return "(no log: " + failed + ")";
    }
  }

  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
