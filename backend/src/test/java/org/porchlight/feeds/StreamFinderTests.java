package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebSim;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.feeds.pull.onvif.OnvifClient;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.Login;
import org.porchlight.registry.NetworkPolicy;

class StreamFinderTests {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  WebSim sim;
  StreamFinder finder;

  @BeforeEach
  void start() throws IOException, NoSuchAlgorithmException {
    sim = WebSim.start(0);
    finder =
        new StreamFinder(
            null,
            host -> List.of(InetAddress.getAllByName(host)),
            new OnvifClient(
                StreamFinder.limits(SETTINGS), Trust.publicAuthorities(), Clock.systemUTC()),
            SETTINGS);
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void aFoundStreamCanBeTried() {
    var door = sim.add("door", Scene.ALLEY);
    door.onvif().login("owner", "right");

    var found = (StreamsFound.Found) find(door.onvif().url(), new Login("owner", "right"));

    assertThat(found.model()).isEqualTo("Simulated");
    assertThat(found.choices()).hasSize(2);
    var choice = found.choices().getFirst();
    assertThat(choice.address()).isEqualTo(door.url(Form.MJPEG));
    assertThat(choice.toString()).doesNotContain("http");
    try (var probe = new ProbeForTests(CameraForTests.source(SETTINGS, FeedSettings.Rtsp.OWN))) {
      var camera = ProbeForTests.camera(choice.address(), null);
      assertThat(probe.take(camera)).isEqualTo(ProbeAnswer.OK);
    }
  }

  @Test
  void everyRefusalIsOneOfTheFiveAndTakesTheSameTime() throws Exception {
    var locked = sim.add("locked", Scene.ALLEY);
    locked.onvif().login("owner", "right");
    var page = sim.add("page", Scene.ALLEY);
    page.faults().webPage(true);
    var elsewhere = sim.add("elsewhere", Scene.ALLEY);
    elsewhere.onvif().namesItself("evil.example");
    var silent = sim.add("silent", Scene.ALLEY);
    silent.faults().hang(true);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          List.of(
              threads.submit(() -> timed(locked.onvif().url(), new Login("owner", "wrong"))),
              threads.submit(() -> timed(page.onvif().url(), null)),
              threads.submit(() -> timed(elsewhere.onvif().url(), null)),
              threads.submit(() -> timed(silent.onvif().url(), null)));
      var told = new ArrayList<StreamsFound>();
      for (var answer : answers) {
        told.add(answer.get(20, TimeUnit.SECONDS));
      }
      assertThat(told)
          .containsExactly(
              new StreamsFound.Nothing(ProbeAnswer.WRONG_NAME_OR_PASSWORD),
              new StreamsFound.Nothing(ProbeAnswer.NOT_A_VIDEO_STREAM),
              new StreamsFound.Nothing(ProbeAnswer.ADDRESS_NOT_ALLOWED),
              new StreamsFound.Nothing(ProbeAnswer.DOES_NOT_ANSWER));
    }
    silent.faults().clear();
  }

  @Test
  void anAddressThatIsNotAllowedIsNeverCalled() {
    var door = sim.add("door", Scene.ALLEY);

    var answer =
        finder.find(
            System.nanoTime(),
            CameraForTests.connection(door.onvif().url(), null, NetworkPolicy.publicOnly()));

    assertThat(answer).isEqualTo(new StreamsFound.Nothing(ProbeAnswer.ADDRESS_NOT_ALLOWED));
    assertThat(sim.connections()).isZero();
  }

  @Test
  void moreThanAreAskedAtOnceStillHearInTheSameTime() throws Exception {
    var silent = sim.add("silent", Scene.ALLEY);
    silent.faults().hang(true);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<StreamsFound>>();
      for (var i = 0; i < SETTINGS.probesAtOnce() + 2; i++) {
        answers.add(threads.submit(() -> timed(silent.onvif().url(), null)));
      }
      for (var answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS))
            .isEqualTo(new StreamsFound.Nothing(ProbeAnswer.DOES_NOT_ANSWER));
      }
    }
    silent.faults().clear();
  }

  @Test
  void theLargestOfSeveralPicturesIsTheMainStream() {
    var small = new StreamsFound.Choice("one", "H264", 640, 360, "rtsp://203.0.113.20/1");
    var large = new StreamsFound.Choice("two", "H265", 2560, 1440, "rtsp://203.0.113.20/2");
    var both = new StreamsFound.Found("Maker", "Model", null, List.of(small, large));
    var alone = new StreamsFound.Found("Maker", "Model", null, List.of(small));

    assertThat(both.kindOf(large)).isEqualTo(StreamsFound.Kind.MAIN);
    assertThat(both.kindOf(small)).isEqualTo(StreamsFound.Kind.SUB);
    assertThat(alone.kindOf(small)).isEqualTo(StreamsFound.Kind.ONLY);
  }

  private StreamsFound timed(String url, @Nullable Login login) {
    var begun = System.nanoTime();
    var answer = find(url, login);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(SETTINGS.probeTime(), SETTINGS.probeTime().plusMillis(700));
    return answer;
  }

  private StreamsFound find(String url, @Nullable Login login) {
    CameraConnection connection = CameraForTests.connection(url, login, CameraForTests.LOOPBACK);
    return finder.find(System.nanoTime(), connection);
  }
}
