package org.porchlight.bench;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.porchlight.camerasim.Barcode;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.SimCamera;
import org.porchlight.demo.BusyCity;
import org.porchlight.journeys.Chromium;
import org.porchlight.journeys.RunningPorchlight;
import org.porchlight.journeys.Story;

/// Live view with a stopwatch: from the click to the first picture, from the camera to the glass,
/// and from the owner's switch to the last picture.
///
/// The camera runs in this process, so it is known when each picture was sent; the number that is
/// burned into the picture is read back from what the browser shows.
final class LiveBenchmark implements Benchmark {

  private static final int VIEWERS = 4;
  private static final int OPENINGS = 6;
  private static final double KEYFRAMES_EVERY_MS = 2000;

  /// Of the feeds that run beside the one that is watched.
  private static final int FEEDS = 16;

  private static final int OF_THE_DEMO = 2;
  private static final int PULLED_ANYWAY = FEEDS - OF_THE_DEMO - 1;

  /// Reads the number of every picture that is shown from now on.
  private static final String WATCH =
      """
      () => {
        const find = (root) => {
          for (const element of root.querySelectorAll('*')) {
            if (element.tagName === 'VIDEO') return element;
            const inside = element.shadowRoot && find(element.shadowRoot);
            if (inside) return inside;
          }
          return null;
        };
        const video = find(document);
        const canvas = new OffscreenCanvas(320, 40);
        const paper = canvas.getContext('2d', { willReadFrequently: true });
        window.seen = [];
        const look = (_, frame) => {
          const unit = video.videoWidth / 640;
          paper.drawImage(video, 0, 0, 320 * unit, 40 * unit, 0, 0, 320, 40);
          const pixels = paper.getImageData(0, 24, 320, 1).data;
          let number = 0;
          for (let bit = 0; bit < 12; bit++) {
            if (pixels[4 * (24 + 24 * bit)] > 127) number |= 1 << bit;
          }
          window.seen.push([number, performance.timeOrigin + frame.expectedDisplayTime]);
          video.requestVideoFrameCallback(look);
        };
        video.requestVideoFrameCallback(look);
      }
      """;

  /// Notes when the view in this page has ended.
  private static final String LISTEN =
      """
      () => {
        window.endedAt = 0;
        document.addEventListener('live-end', () => { window.endedAt = Date.now(); }, { once: true });
      }
      """;

  @Override
  public String name() {
    return "live";
  }

  @Override
  public String description() {
    return "Live view in headless Chromium. First picture: from the click, with the feed still to be"
        + " pulled; yardstick: the distance of the camera's keyframes. Glass to glass: from the"
        + " moment the camera sends a picture to the moment the browser shows it, 4 viewers on the"
        + " same machine and 16 feeds; yardstick: the time between two pictures. Off: from the owner's click to"
        + " the end of the view; yardstick: one HTTP request. --seconds: to watch (20); --size:"
        + " times switched off (200).";
  }

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    try (var sim = CameraSim.start(BusyCity.cameraAddress(), 0);
        var chromium = new Chromium()) {
      var busy = new ArrayList<SimCamera>();
      for (int i = 0; i < PULLED_ANYWAY; i++) {
        busy.add(sim.add(BusyCity.path(i), Scene.MAIN_STREET.clip()));
      }
      var camera = sim.add("live", Scene.CROSSING.clip());
      var porchlight = start(URI.create(camera.url()).resolve("/"));
      try {
        var story = new Story(porchlight, chromium, 1, false);
        story.register(camera.url());
        for (var step : story.steps()) {
          if (step.name().equals(Story.LOOKING)) {
            break;
          }
          story.tell(step);
        }
        return measure(
            story, camera, busy, porchlight, seconds > 0 ? seconds : 20, size > 0 ? size : 200);
      } finally {
        porchlight.closeAndForget();
      }
    }
  }

  private static RunningPorchlight start(URI cameras) throws IOException {
    return RunningPorchlight.startWithTestsBeside(
        Files.createTempDirectory("porchlight-live"),
        RunningPorchlight.freePort(),
        Map.of(
            "PORCHLIGHT_DEMO",
            "true",
            "PORCHLIGHT_BENCH_CAMERAS",
            Integer.toString(PULLED_ANYWAY),
            "PORCHLIGHT_BENCH_URL",
            cameras.toString()));
  }

  private static List<Figure> measure(
      Story story,
      SimCamera camera,
      List<SimCamera> busy,
      RunningPorchlight porchlight,
      int seconds,
      int times) {
    var windows = new ArrayList<Page>();
    for (int i = 0; i < VIEWERS; i++) {
      windows.add(story.operatorLooksInAnotherWindow());
    }
    awaitFeeds(busy, windows.getFirst());
    var delays = watch(windows, camera, seconds);
    windows.stream().skip(1).forEach(Page::close);
    var window = windows.getFirst();
    var openings = openings(story, camera, window);
    var requests = new ArrayList<Double>();
    var ends = switchingOff(story, window, times, porchlight, requests);
    var request = Bench.median(requests);
    var frame = 1000.0 / camera.clip().framesPerSecond();
    return List.of(
        new Figure(
            "live.first_picture_p50", Bench.median(openings), "ms", KEYFRAMES_EVERY_MS, "<=3000"),
        new Figure("live.glass_to_glass_p50", Bench.median(delays), "ms", frame, "<=500"),
        new Figure("live.glass_to_glass_p95", percentile(delays, 95), "ms", frame, "<=1000"),
        new Figure("live.off_p50", Bench.median(ends), "ms", request, "<=1000"),
        new Figure("live.off_p99", percentile(ends, 99), "ms", request, "<=1000"));
  }

  private static void awaitFeeds(List<SimCamera> busy, Page page) {
    for (int i = 0; i < 60; i++) {
      if (busy.stream().allMatch(camera -> camera.counts().playing() > 0)) {
        return;
      }
      page.waitForTimeout(500);
    }
    throw new IllegalStateException("There are no " + FEEDS + " feeds");
  }

  /// How old each picture was when a browser showed it, in ms.
  private static List<Double> watch(List<Page> windows, SimCamera camera, int seconds) {
    windows.forEach(window -> window.evaluate(WATCH));
    windows.getFirst().waitForTimeout(seconds * 1000.0);
    var delays = new ArrayList<Double>();
    for (var window : windows) {
      if (window.evaluate("() => window.seen") instanceof List<?> seen) {
        for (var one : seen) {
          if (one instanceof List<?> pair
              && pair.get(0) instanceof Number number
              && pair.get(1) instanceof Number shown) {
            delays.add(age(camera, number.intValue(), shown.doubleValue()));
          }
        }
      }
    }
    if (delays.size() < seconds * windows.size()) {
      throw new IllegalStateException("Only " + delays.size() + " pictures were shown");
    }
    return delays;
  }

  private static double age(SimCamera camera, int number, double shown) {
    if (Barcode.sceneNumberIn(number) != Barcode.sceneNumber(Scene.CROSSING)) {
      throw new IllegalStateException("The picture does not show its number but " + number);
    }
    var at = Instant.ofEpochMilli(0).plusNanos((long) (shown * 1e6));
    var sent = camera.sent(Barcode.frameIn(number), at);
    return java.time.Duration.between(sent, at).toNanos() / 1e6;
  }

  /// From the click to the picture, each time after the feed has stopped.
  private static List<Double> openings(Story story, SimCamera camera, Page window) {
    var times = new ArrayList<Double>();
    for (int i = 0; i < OPENINGS; i++) {
      story.closeLive(window);
      while (camera.counts().playing() > 0) {
        window.waitForTimeout(100);
      }
      // Not in step with the keyframes.
      window.waitForTimeout(370.0 * i);
      times.add(story.openLive(window));
    }
    return times;
  }

  private static List<Double> switchingOff(
      Story story, Page window, int times, RunningPorchlight porchlight, List<Double> requests) {
    var owner = story.residentOpensTheSwitch();
    var ends = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      window.evaluate(LISTEN);
      var begin = System.currentTimeMillis();
      story.residentSwitches(owner, false);
      window.waitForFunction("() => window.endedAt > 0");
      ends.add(((Number) window.evaluate("() => window.endedAt")).doubleValue() - begin);
      var asked = System.nanoTime();
      porchlight.get("/actuator/health/readiness");
      requests.add((System.nanoTime() - asked) / 1e6);
      story.residentSwitches(owner, true);
      story.closeLive(window);
      story.openLive(window);
    }
    return ends;
  }

  private static double percentile(List<Double> values, int percent) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
