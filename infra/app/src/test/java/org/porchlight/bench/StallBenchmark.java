package org.porchlight.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.porchlight.bench.LoadedCameras.Load;
import org.porchlight.feeds.FeedsUnderLoad;

/// All cameras go, and come back.
final class StallBenchmark implements Benchmark {

  private static final int LONG_ONES = 3;
  private static final int SHORT_ONES = 100;
  private static final int SHORT_SECONDS = 10;

  /// So many outages also load and compile whatever is only needed then; they are not measured.
  private static final int FIRST_ONES = 12;

  private static final int FIRST_SECONDS = 2;

  /// As long as a ring needs to be as full as before.
  private static final Duration FULL_RINGS = Duration.ofSeconds(35);

  @Override
  public String name() {
    return "stall";
  }

  @Override
  public String description() {
    return "All cameras at once are away for a minute and come back, three times: seconds until the"
        + " last feed delivers again, and what threads, descriptors and memory are more than before:"
        + " of the whole process outside the Java heap, and what Java code holds there by itself"
        + " (native). Twelve short outages come first. There is no yardstick: nothing bare comes back"
        + " by itself. --size: cameras (64); --seconds: length of an outage (60); of those under 10"
        + " there are a hundred.";
  }

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    var count = size > 0 ? size : 64;
    var outage = seconds > 0 ? seconds : 60;
    var back = new ArrayList<Double>();
    try (var cameras = LoadedCameras.start(Load.small(), count);
        var feeds = cameras.startWithFixedHeap(FeedsUnderLoad.class, count, "OWN")) {
      feeds.await("delivering", count, 60);
      for (var i = 0; i < FIRST_ONES; i++) {
        outage(cameras, feeds, count, FIRST_SECONDS);
      }
      Thread.sleep(FULL_RINGS);
      var threads = feeds.latest("threads");
      var descriptors = feeds.latest("descriptors");
      var memory = feeds.latest("resident");
      var nativeMemory = feeds.latest("native");
      var outages = outage < SHORT_SECONDS ? SHORT_ONES : LONG_ONES;
      for (var i = 0; i < outages; i++) {
        back.add(outage(cameras, feeds, count, outage));
      }
      Thread.sleep(FULL_RINGS);
      var figures = new ArrayList<Figure>();
      figures.add(
          figure(
              "back_s", back.stream().mapToDouble(Double::doubleValue).max().orElse(99), "<=30"));
      figures.add(figure("threads_more", feeds.latest("threads") - threads, "<=0"));
      figures.add(figure("descriptors_more", feeds.latest("descriptors") - descriptors, "<=0"));
      figures.add(figure("memory_more_mib", feeds.latest("resident") - memory, "<=16"));
      figures.add(figure("native_more_mib", feeds.latest("native") - nativeMemory, "<=0.5"));
      feeds.say("end");
      feeds.await("ended", 1, 20);
      figures.add(figure("native_bytes_left", feeds.latest("left"), "<=0"));
      return figures;
    }
  }

  /// One outage.
  ///
  /// @return seconds from the cameras' return until all feeds deliver
  private static double outage(
      LoadedCameras cameras, LoadedCameras.Program feeds, int count, int seconds) throws Exception {
    cameras.say("away");
    feeds.await("delivering", 0, Math.max(seconds, 30));
    Thread.sleep(seconds * 1000L);
    cameras.say("back");
    var begun = System.nanoTime();
    feeds.await("delivering", count, 180);
    return (System.nanoTime() - begun) / 1e9;
  }

  private static Figure figure(String name, double value, String goal) {
    return new Figure(
        "stall." + name, value, name.substring(name.indexOf('_') + 1), Double.NaN, goal);
  }
}
