package org.porchlight.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.porchlight.bench.LoadedCameras.Load;
import org.porchlight.feeds.FeedsUnderLoad;

/// What a camera costs, in processes of their own: the cameras, the feeds, and the yardsticks.
final class FeedsBenchmark implements Benchmark {

  private static final List<Integer> COUNTS = List.of(8, 16, 32, 64, 128, 256);

  /// The one that the goals are about.
  private static final int USUAL = 64;

  private static final int RING_SECONDS = 45;
  private static final int WARM_SECONDS = 5;

  @Override
  public String name() {
    return "feeds";
  }

  @Override
  public String description() {
    return "CPU per camera and second of video (whole process, median of slices of 5 s) and memory"
        + " per feed, 1080p15 at 2 Mbit/s with rings of 30 s, for 8 to 256 cameras; simulated"
        + " cameras in another process. Yardsticks: a Java loop that reads and throws away; one"
        + " ffmpeg process per camera with -c copy; MediaMTX where it is on the PATH. --size: only so many cameras; --seconds: how"
        + " long each is measured (30).";
  }

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    var measure = seconds > 0 ? seconds : 30;
    var counts = size > 0 ? List.of(size) : COUNTS;
    var figures = new ArrayList<Figure>();
    var load = Load.large();
    for (var count : counts) {
      try (var cameras = LoadedCameras.start(load, count)) {
        var bare = cameras.run(BareReceiver.class, count, WARM_SECONDS, measure);
        var own = cameras.run(FeedsUnderLoad.class, count, "OWN", RING_SECONDS, measure);
        figures.addAll(figures(count, own, bare));
        if (count == USUAL || counts.size() == 1) {
          figures.addAll(rivals(cameras, count, measure, median(own, "process")));
        }
      }
    }
    if (size <= 0) {
      figures.addAll(small(measure, figures));
    }
    return figures;
  }

  private static List<Figure> figures(
      int count, Map<String, List<Double>> own, Map<String, List<Double>> bare) {
    if (median(own, "delivering") < count || median(own, "gaps") > 0) {
      System.err.printf(
          "ATTENTION: of %d feeds %.0f deliver, with %.0f gaps: these figures mean little.%n",
          count, median(own, "delivering"), median(own, "gaps"));
    }
    var name = "feeds." + count + ".";
    var yardstick = median(bare, "process");
    return List.of(
        new Figure(name + "cpu", median(own, "process"), "ms/s", yardstick, goal(count)),
        new Figure(name + "cpu_reading", median(own, "engine"), "ms/s", yardstick, goal(count)),
        new Figure(
            name + "cpu_to_bare",
            median(own, "process") / yardstick,
            "times",
            Double.NaN,
            count == USUAL ? "<=2" : "<=99"),
        new Figure(name + "memory", median(own, "memory"), "MiB", median(own, "rings"), "<=9"));
  }

  /// Few cameras share the cost of waking up among fewer.
  private static String goal(int count) {
    return count >= USUAL ? "<=0.45" : "<=1";
  }

  private static List<Figure> rivals(LoadedCameras cameras, int count, int seconds, double own)
      throws Exception {
    var figures = new ArrayList<Figure>();
    var ffmpeg = ffmpeg();
    if (ffmpeg.isPresent()) {
      var cpu = processPerCamera(cameras, ffmpeg.get(), count, seconds);
      figures.add(new Figure("feeds." + count + ".cpu_beside_ffmpeg", own, "ms/s", cpu, "<=0.45"));
    } else {
      System.err.println(
          "ATTENTION: there is no ffmpeg, neither on the PATH nor in JavaCV: no such yardstick.");
    }
    var mediaMtx = onPath("mediamtx");
    if (mediaMtx.isPresent()) {
      var cpu = mediaMtx(cameras, mediaMtx.get(), count, seconds);
      figures.add(
          new Figure("feeds." + count + ".cpu_beside_mediamtx", own, "ms/s", cpu, "<=0.45"));
    } else {
      System.err.println("ATTENTION: MediaMTX is not on the PATH: no such yardstick.");
    }
    var javaCv = cameras.run(FeedsUnderLoad.class, count, "FFMPEG", RING_SECONDS, seconds);
    figures.add(
        new Figure(
            "feeds." + count + ".cpu_beside_javacv",
            own,
            "ms/s",
            median(javaCv, "process"),
            "<=0.45"));
    return figures;
  }

  /// Many sub-streams of 360p, per megabyte, beside the usual ones.
  private static List<Figure> small(int seconds, List<Figure> usual) throws Exception {
    var most = COUNTS.getLast();
    try (var cameras = LoadedCameras.start(Load.small(), most)) {
      var bare = cameras.run(BareReceiver.class, most, WARM_SECONDS, seconds);
      // So little happens that the compiler of the JVM is done later.
      var own = cameras.run(FeedsUnderLoad.class, most, "OWN", 2 * RING_SECONDS, seconds);
      var megabytes = median(own, "bits") / 8e6;
      var beside =
          usual.stream()
              .filter(figure -> figure.metric().equals("feeds." + USUAL + ".cpu"))
              .mapToDouble(figure -> figure.value() / 0.25)
              .findFirst()
              .orElse(Double.NaN);
      var name = "feeds." + most + "_small.";
      return List.of(
          new Figure(
              name + "cpu", median(own, "process"), "ms/s", median(bare, "process"), "<=0.45"),
          new Figure(
              name + "cpu_per_megabyte",
              median(own, "process") / megabytes,
              "ms/MB",
              beside,
              "<=1.8"));
    }
  }

  private static double median(Map<String, List<Double>> measured, String name) {
    return Bench.median(measured.getOrDefault(name, List.of()));
  }

  private static Optional<String> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  static Optional<String> ffmpeg() {
    return onPath("ffmpeg")
        .or(() -> {
          try {
            return Optional.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
          } catch (UnsatisfiedLinkError | RuntimeException none) {
            return Optional.empty();
          }
        });
  }

  /// CPU of one program per camera, each reading one.
  private static double processPerCamera(
      LoadedCameras cameras, String ffmpeg, int count, int seconds) throws Exception {
    var processes = new ArrayList<Process>();
    try {
      for (var i = 0; i < count; i++) {
        var url = "rtsp://127.0.0.1:" + cameras.port() + "/camera-" + i;
        processes.add(
            new ProcessBuilder(
                    List.of(
                        ffmpeg,
                        "-v",
                        "quiet",
                        "-nostdin",
                        "-rtsp_transport",
                        "tcp",
                        "-i",
                        url,
                        "-c",
                        "copy",
                        "-f",
                        "null",
                        "-"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
      }
      return measured(processes, count, seconds);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  /// CPU of one MediaMTX that pulls all cameras and serves nobody. See its configuration file for
  /// what the settings mean (github.com/bluenviron/mediamtx).
  private static double mediaMtx(LoadedCameras cameras, String program, int count, int seconds)
      throws Exception {
    var settings = new StringBuilder("logLevel: error\n");
    for (var server : List.of("rtsp", "rtmp", "hls", "webrtc", "srt")) {
      settings.append(server).append(": false\n");
    }
    settings.append("paths:\n");
    for (var i = 0; i < count; i++) {
      settings
          .append("  camera-%d:%n".formatted(i))
          .append("    source: rtsp://127.0.0.1:%d/camera-%d%n".formatted(cameras.port(), i))
          .append("    rtspTransport: tcp\n");
    }
    var file = Files.writeString(Files.createTempFile("mediamtx", ".yml"), settings);
    var process =
        new ProcessBuilder(program, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      return measured(List.of(process), count, seconds);
    } finally {
      process.destroyForcibly();
      Files.delete(file);
    }
  }

  /// CPU of programs, in milliseconds per camera and second, when they have had time to begin.
  private static double measured(List<Process> processes, int count, int seconds)
      throws InterruptedException {
    TimeUnit.SECONDS.sleep(RING_SECONDS / 2);
    var before = cpu(processes);
    TimeUnit.SECONDS.sleep(seconds);
    if (!processes.stream().allMatch(Process::isAlive)) {
      System.err.println("ATTENTION: a yardstick's process ended; its figure is too low.");
    }
    return (cpu(processes) - before) / 1e6 / seconds / count;
  }

  private static double cpu(Collection<Process> processes) {
    return processes.stream()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(duration -> duration.toNanos())
        .sum();
  }
}
