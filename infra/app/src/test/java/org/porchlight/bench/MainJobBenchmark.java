package org.porchlight.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.porchlight.journeys.Chromium;
import org.porchlight.journeys.RunningPorchlight;
import org.porchlight.journeys.Story;

/// The main job with a stopwatch, in a real browser.
final class MainJobBenchmark implements Benchmark {

  private static final int CLIP_BYTES = 1_000_000;

  private static final int FEEDS = 6;

  /// Cameras of the demo city that have a stream.
  private static final List<String> WITH_STREAMS =
      List.of(
          "City Hall Plaza",
          "Union Station front",
          "Front porch",
          "Market, front",
          "Market, loading dock");

  @Override
  public String name() {
    return "main-job";
  }

  @Override
  public String description() {
    return "The story in headless Chromium, from click to effect. Yardsticks: picture: libavformat"
        + " alone, from open to the first keyframe of the same camera; clip: 1 MB written and"
        + " forced to disk; push, ledger, off: one HTTP request to the running application;"
        + " memory: with six feeds and views, against none. --size: repetitions (3).";
  }

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    var measured = new LinkedHashMap<String, List<Double>>();
    var bare = new LinkedHashMap<String, List<Double>>();
    var porchlight = RunningPorchlight.withDemoCity();
    try (var chromium = new Chromium()) {
      add(bare, "memory", memory(porchlight.pid()));
      for (int i = 0; i < (size > 0 ? size : 3); i++) {
        var story = new Story(porchlight, chromium, i + 1, false);
        for (var step : story.steps()) {
          story.tell(step);
          if (step.name().equals(Story.LOOKING)) {
            story.operatorOpensMore(WITH_STREAMS, FEEDS);
            add(measured, "memory", memory(porchlight.pid()));
          }
        }
        story.end();
        story.measured().forEach((figure, value) -> add(measured, figure, value));
        add(bare, "picture", firstKeyframe(story.simulatedCamera()));
        add(bare, "clip", forcedWrite());
        add(bare, "request", request(porchlight));
      }
    } finally {
      porchlight.closeAndForget();
    }
    var request = Bench.median(bare.get("request"));
    return List.of(
        figure(measured, "picture", "ms", Bench.median(bare.get("picture")), "<=3000"),
        figure(measured, "clip", "ms", Bench.median(bare.get("clip")), "<=1000"),
        figure(measured, "push", "ms", request, "<=500"),
        figure(measured, "ledger", "ms", request, "<=5000"),
        figure(measured, "off", "ms", request, "<=1000"),
        figure(measured, "memory", "MiB", Bench.median(bare.get("memory")), "<=1229"));
  }

  private static Figure figure(
      Map<String, List<Double>> measured, String name, String unit, double yardstick, String goal) {
    return new Figure(
        "main-job." + name,
        Bench.median(measured.getOrDefault(name, List.of())),
        unit,
        yardstick,
        goal);
  }

  private static void add(Map<String, List<Double>> figures, String name, double value) {
    figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /// Resident memory of the process and of the PostgreSQL that it started, in MiB.
  private static double memory(long pid) throws IOException {
    var kib = residentKib(pid);
    for (var process : ProcessHandle.allProcesses().toList()) {
      var command = process.info().commandLine().orElse("");
      if (command.contains("porchlight") && command.contains("postgres") && process.pid() != pid) {
        kib += residentKib(process.pid());
      }
    }
    return kib / 1024.0;
  }

  private static long residentKib(long pid) throws IOException {
    // The proportional share, because the processes of PostgreSQL share most of their memory.
    var status = Path.of("/proc/" + pid + "/smaps_rollup");
    if (!Files.exists(status)) {
      return 0;
    }
    var found = Pattern.compile("Pss:\\s+([0-9]+)").matcher(Files.readString(status, UTF_8));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private static double request(RunningPorchlight porchlight) {
    var begin = System.nanoTime();
    porchlight.get("/actuator/health/readiness");
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double forcedWrite() throws IOException {
    var file = Files.createTempFile("porchlight-bench", ".bin");
    var begin = System.nanoTime();
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(CLIP_BYTES));
      channel.force(true);
    }
    var took = (System.nanoTime() - begin) / 1e6;
    Files.delete(file);
    return took;
  }

  private static double firstKeyframe(String address) {
    var begin = System.nanoTime();
    var context = new AVFormatContext(null);
    var options = new AVDictionary(null);
    avutil.av_dict_set(options, "rtsp_transport", "tcp", 0);
    if (avformat.avformat_open_input(context, address, null, options) < 0) {
      throw new IllegalStateException("The yardstick cannot open " + address);
    }
    var packet = new AVPacket();
    try {
      while (avformat.av_read_frame(context, packet) >= 0) {
        var isKey = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
        avcodec.av_packet_unref(packet);
        if (isKey) {
          break;
        }
      }
      return (System.nanoTime() - begin) / 1e6;
    } finally {
      avformat.avformat_close_input(context);
    }
  }
}
