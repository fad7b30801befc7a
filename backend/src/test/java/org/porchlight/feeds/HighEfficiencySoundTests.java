package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.HighEfficiency;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebSim;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.testing.Ffprobe;

/// HE-AAC of cameras, whether they say that it is or not: as it came, with the times of AAC-LC, of
/// which decoders make twice as many samples.
class HighEfficiencySoundTests {

  /// What FFmpeg makes of each. Where one channel is there and nobody says that it stays one, it
  /// makes two of it in case there is stereo in it.
  private static String decoded(HighEfficiency how, HighEfficiency said) {
    return switch (how) {
      case UNSAID, SAID, SAID_BEHIND -> "aac,HE-AAC(v2)?,32000,[12]";
      case STEREO -> "aac,HE-AACv2,32000,2";
      // Without being told nobody can see that it is.
      case SAID_IN_VAIN -> how == said ? "aac,(LC|HE-AAC),32000,[12]" : "aac,LC,16000,1";
    };
  }

  /// What viewers are told.
  private static String codecs(HighEfficiency how) {
    return switch (how) {
      case UNSAID -> "mp4a.40.2";
      case SAID, SAID_BEHIND, SAID_IN_VAIN -> "mp4a.40.5";
      case STEREO -> "mp4a.40.29";
    };
  }

  final CameraForTests house = new CameraForTests();
  CameraSim sim;
  WebSim web;
  final List<Feeds> started = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
    web = WebSim.start(0);
  }

  @AfterEach
  void stop() {
    started.forEach(Feeds::stop);
    sim.close();
    web.close();
  }

  @ParameterizedTest
  @EnumSource
  void inPacketsOfRtp(FeedSettings.Rtsp rtsp) throws Exception {
    var feeds = start(rtsp);
    var doors = new LinkedHashMap<Feed, HighEfficiency>();
    for (var how : HighEfficiency.values()) {
      doors.put(pull(feeds, "g" + how, clip(how)), how);
    }
    for (var how : List.of(HighEfficiency.SAID, HighEfficiency.STEREO, HighEfficiency.UNSAID)) {
      var clip = clip(how);
      var latm = clip.withSound(Objects.requireNonNull(clip.sound()).asLatm());
      doors.put(pull(feeds, "l" + how, latm), how);
    }

    for (var door : doors.entrySet()) {
      awaitPictures(door.getKey(), 60);
      assertHeard(door.getKey(), door.getValue(), door.getValue());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSPORT_STREAM", "HLS", "HLS_FRAGMENTS"})
  void inContainers(Form form) throws Exception {
    var feeds = start(FeedSettings.Rtsp.OWN);
    var doors = new LinkedHashMap<Feed, HighEfficiency>();
    for (var how : HighEfficiency.values()) {
      var device = web.add(form + "" + how, Scene.HOUSE_FRONT, clip(how), CameraOptions.plain());
      var camera = house.add(device.url(form));
      house.heard.add(camera);
      doors.put(feeds.hold(camera).feed(), how);
    }

    for (var door : doors.entrySet()) {
      awaitPictures(door.getKey(), 75);
      // A header of ADTS cannot say it.
      var said = form == Form.HLS_FRAGMENTS ? door.getValue() : HighEfficiency.UNSAID;
      assertHeard(door.getKey(), door.getValue(), said);
    }
  }

  @Test
  void viewersAreToldWhatItIs() throws Exception {
    var feeds = start(FeedSettings.Rtsp.OWN);
    var screens = new LinkedHashMap<Screen, HighEfficiency>();
    for (var how : HighEfficiency.values()) {
      var feed = pull(feeds, "v" + how, clip(how));
      awaitPictures(feed, 20);
      screens.put(Screen.of(feed), how);
    }

    for (var screen : screens.entrySet()) {
      await().atMost(Duration.ofSeconds(15)).until(() -> screen.getKey().count() > 45);
      var start = screen.getKey().heard.stream().filter(said -> said.startsWith("start ")).toList();
      assertThat(start.getFirst()).contains("," + codecs(screen.getValue()) + "\"");
      assertThat(Ffprobe.decoded(screen.getKey().received())).matches("h264,\\d+ aac,\\d+");
    }
  }

  private static void assertHeard(Feed feed, HighEfficiency how, HighEfficiency said)
      throws Exception {
    var film = films(feed).getFirst();
    assertThat(film.sounds()).as("%s", how).hasSizeGreaterThan(40);
    var coding = film.sounds().getFirst().coding();
    assertThat(coding.rate()).isEqualTo(16_000);
    assertThat(coding.channels()).isEqualTo(1);
    assertThat(coding.format().codecs()).as("%s", how).isEqualTo(codecs(said));
    var sent = Objects.requireNonNull(clip(how).sound()).pieces();
    for (var i = 0; i < film.sounds().size(); i++) {
      var piece = film.sounds().get(i);
      var bytes = piece.bytes();
      assertThat(sent).as("%s", how).anyMatch(one -> Arrays.equals(one, bytes));
      if (i > 0) {
        var before = film.sounds().get(i - 1);
        assertThat(piece.place()).as("%s", how).isEqualTo(before.place() + 1024);
      }
    }
    var heard = (film.heardAt(film.sounds().size() - 1) - film.heardAt(0)) / 16_000.0;
    var seen = film.shownAt(film.shots().size() - 1) / 90_000.0;
    assertThat(heard).as("%s", how).isBetween(seen - 1.2, seen + 0.2);
    var file = file(film);
    assertThat(Ffprobe.complaints(file)).as("%s", how).isEmpty();
    assertThat(Ffprobe.decoded(file))
        .as("%s", how)
        .isEqualTo("h264,%d aac,%d".formatted(film.shots().size(), film.sounds().size()));
    var sound = Ffprobe.sound(file);
    assertThat(sound).as("%s", how).matches(decoded(how, said) + ",[0-9.]+");
    assertThat(Double.parseDouble(sound.substring(sound.lastIndexOf(',') + 1)))
        .as("%s", how)
        .isCloseTo(film.sounds().size() * 1024 / 16_000.0, within(0.07));
  }

  private Feeds start(FeedSettings.Rtsp rtsp) {
    var feeds = house.feeds(CameraForTests.quick(), rtsp);
    feeds.start();
    started.add(feeds);
    return feeds;
  }

  private static Clip clip(HighEfficiency how) {
    var low = Scene.clipWithAac();
    return low.withSound(Objects.requireNonNull(low.sound()).highEfficiency(how));
  }

  private Feed pull(Feeds feeds, String name, Clip clip) {
    sim.add(name, clip, CameraOptions.plain());
    var camera = house.add(sim.urlOf(name));
    house.heard.add(camera);
    return feeds.hold(camera).feed();
  }

  private static void awaitPictures(Feed feed, int count) {
    await()
        .atMost(Duration.ofSeconds(25))
        .until(() -> feed.recent(Duration.ofMinutes(1)).entries().size() >= count);
  }

  private static List<Film> films(Feed feed) {
    var window = new Window.Last(Duration.ofMinutes(1));
    try (var taken = Taken.of(feed, feed.recent(window, null), null)) {
      return Film.of(taken.shots(), taken.sounds());
    }
  }

  private static byte[] file(Film film) throws IOException {
    var file = new ByteArrayOutputStream();
    film.write(file, (_, _) -> {});
    return file.toByteArray();
  }
}
