package org.porchlight.bench;

import java.util.List;
import java.util.Map;
import org.porchlight.bench.LoadedCameras.Load;
import org.porchlight.feeds.ClipsUnderLoad;

/// How long it takes until a clip is on the disk for good, and whether the feeds mind.
final class ClipsBenchmark implements Benchmark {

  private static final int CAMERAS = 20;
  private static final int ROUNDS = 30;

  @Override
  public String name() {
    return "clips";
  }

  @Override
  public String description() {
    return "A clip of 60 s, 1080p15 at 2 Mbit/s, out of the ring into a synchronised file with its"
        + " hashes and manifest, while 20 feeds go on; then one of each at once. Yardsticks: the"
        + " same bytes written plainly and synchronised; ffmpeg -c copy of the file. --size:"
        + " cameras (20); --seconds: how many clips one by one (30).";
  }

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    var count = size > 0 ? size : CAMERAS;
    var rounds = seconds > 0 ? seconds : ROUNDS;
    try (var cameras = LoadedCameras.start(Load.large(), count)) {
      var ffmpeg = FeedsBenchmark.ffmpeg().orElse("-");
      return figures(count, cameras.run(ClipsUnderLoad.class, count, rounds, ffmpeg));
    }
  }

  private static List<Figure> figures(int count, Map<String, List<Double>> measured) {
    var delivering = median(measured, "delivering");
    if (delivering < count) {
      System.err.printf(
          "ATTENTION: of %d feeds %.0f deliver: these figures mean little.%n", count, delivering);
    }
    var clip = median(measured, "clip");
    var all = median(measured, "all_at_once");
    return List.of(
        new Figure("clips.cut_60s", clip, "ms", median(measured, "plain"), "<=100"),
        new Figure("clips.cut_60s_beside_ffmpeg", clip, "ms", median(measured, "ffmpeg"), "<=100"),
        new Figure("clips.size", median(measured, "bytes") / 1e6, "MB", Double.NaN, ""),
        new Figure("clips.all_at_once." + count, all, "ms", median(measured, "plain") * count, ""),
        new Figure("clips.gaps." + count, median(measured, "gaps"), "gaps", Double.NaN, "<=0"));
  }

  private static double median(Map<String, List<Double>> measured, String name) {
    return Bench.median(measured.getOrDefault(name, List.of()));
  }
}
