package org.porchlight.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.porchlight.journeys.RunningPorchlight;

/// How long a built Porchlight takes until it says that it is ready.
final class StartBenchmark implements Benchmark {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String description() {
    return "From ./run to ready with the demo city, first on an empty folder, then again;"
        + " the yardstick is an empty Spring Boot web application from the same jars."
        + " --size: repetitions (3).";
  }

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    var first = new ArrayList<Double>();
    var again = new ArrayList<Double>();
    var bare = new ArrayList<Double>();
    // The first start after a build prepares the ones that follow.
    start(Files.createTempDirectory("porchlight-bench")).closeAndForget();
    for (int i = 0; i < (size > 0 ? size : 3); i++) {
      bare.add(millis(bareStart()));
      var data = Files.createTempDirectory("porchlight-bench");
      var empty = start(data);
      first.add(millis(empty.startedIn()));
      empty.close();
      var second = start(data);
      again.add(millis(second.startedIn()));
      second.closeAndForget();
    }
    var yardstick = Bench.median(bare);
    return List.of(
        new Figure("start.empty_folder_ms", Bench.median(first), "ms", yardstick, "<=15000"),
        new Figure("start.again_ms", Bench.median(again), "ms", yardstick, "<=15000"));
  }

  private static RunningPorchlight start(Path data) throws IOException {
    return RunningPorchlight.startWithScript(
        data, RunningPorchlight.freePort(), Map.of("PORCHLIGHT_DEMO", "true"));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static Duration bareStart() throws Exception {
    var begin = System.nanoTime();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareApplication.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("The bare application does not start");
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
