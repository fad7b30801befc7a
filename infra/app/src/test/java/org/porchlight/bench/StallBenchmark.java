package org.porchlight.bench;

import java.util.ArrayList;
import java.util.List;
import org.porchlight.feeds.FeedsUnderLoad;

/// All cameras go, and come back.
final class StallBenchmark implements Benchmark {

  private static final int OUTAGES = 3;

  @Override
  public String name() {
    return "stall";
  }

  @Override
  public String description() {
    return "All cameras at once are away for a minute and come back, three times: seconds until the"
        + " last feed delivers again, and what threads, descriptors and memory"
        + " outside the Java heap are more than before. There is no yardstick: nothing bare comes back by itself. --size: cameras"
        + " (64); --seconds: length of an outage (60).";
  }

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    var count = size > 0 ? size : 64;
    var outage = seconds > 0 ? seconds : 60;
    var back = new ArrayList<Double>();
    try (var cameras = LoadedCameras.start(LoadedCameras.smallClip(), count);
        var feeds = cameras.startWithFixedHeap(FeedsUnderLoad.class, count, "OWN")) {
      feeds.await("delivering", count, 60);
      // The first outage also loads what is only needed then.
      outage(cameras, feeds, count, outage);
      var threads = feeds.latest("threads");
      var descriptors = feeds.latest("descriptors");
      var memory = feeds.latest("resident");
      for (var i = 0; i < OUTAGES; i++) {
        back.add(outage(cameras, feeds, count, outage));
      }
      var figures = new ArrayList<Figure>();
      figures.add(
          figure(
              "back_s", back.stream().mapToDouble(Double::doubleValue).max().orElse(99), "<=30"));
      figures.add(figure("threads_more", feeds.latest("threads") - threads, "<=0"));
      figures.add(figure("descriptors_more", feeds.latest("descriptors") - descriptors, "<=0"));
      figures.add(figure("memory_more_mib", feeds.latest("resident") - memory, "<=16"));
      feeds.say("end");
      feeds.await("ended", 1, 20);
      figures.add(figure("native_bytes_left", feeds.latest("left"), "<=0"));
      return figures;
    }
  }

  /// One outage, and as long again as a ring needs to be full.
  ///
  /// @return seconds from the cameras' return until all feeds deliver
  private static double outage(
      LoadedCameras cameras, LoadedCameras.Program feeds, int count, int seconds) throws Exception {
    cameras.say("away");
    feeds.await("delivering", 0, seconds);
    Thread.sleep(seconds * 1000L);
    cameras.say("back");
    var begun = System.nanoTime();
    feeds.await("delivering", count, 180);
    var took = (System.nanoTime() - begun) / 1e9;
    Thread.sleep(35_000);
    return took;
  }

  private static Figure figure(String name, double value, String goal) {
    return new Figure(
        "stall." + name, value, name.substring(name.indexOf('_') + 1), Double.NaN, goal);
  }
}
