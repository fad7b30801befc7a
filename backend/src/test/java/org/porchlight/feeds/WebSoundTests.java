package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Faults.Sounds;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.Packaging.Tags;
import org.porchlight.camerasim.web.WebCamera;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.feeds.SoundPullTests.Kind;
import org.porchlight.registry.CameraId;
import org.porchlight.testing.Ffprobe;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Sound of cameras on the web: received where the owner switched it on, and nowhere else; and
/// never at the cost of the pictures. All ways to send it at the same time.
@ExtendWith(OutputCaptureExtension.class)
class WebSoundTests {

  enum Way {
    TRANSPORT_STREAM(Form.TRANSPORT_STREAM, false),
    HLS(Form.HLS, false),
    HLS_FRAGMENTS(Form.HLS_FRAGMENTS, false),
    HLS_APART(Form.HLS, true),
    HLS_FRAGMENTS_APART(Form.HLS_FRAGMENTS, true),
    HLS_PACKED(Form.HLS, true);

    final Form form;
    final boolean apart;

    Way(Form form, boolean apart) {
      this.form = form;
      this.apart = apart;
    }
  }

  /// One camera and what is pulled from it.
  record Door(Way way, Kind kind, WebCamera device, CameraId camera, Feed feed) {

    @Override
    public String toString() {
      return way + " with " + kind;
    }
  }

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;

  @Test
  void soundThatIsOffIsNeitherAskedForNorKept() {
    var doors = Arrays.stream(Way.values()).map(way -> pull(way, Kind.AAC, false, null)).toList();
    var screens = doors.stream().map(door -> Screen.of(door.feed())).toList();

    doors.forEach(door -> awaitPictures(door, 60));

    for (var door : doors) {
      assertThat(door.device().soundRequests()).as("%s", door).isZero();
      assertThat(films(door.feed()).getFirst().sounds()).as("%s", door).isEmpty();
      assertThat(door.feed().hears()).isFalse();
    }
    assertThat(street.web.connections()).isEqualTo(doors.size());
    assertThat(screens)
        .allSatisfy(screen ->
            assertThat(starts(screen)).isNotEmpty().allMatch(start -> !start.contains(",")));
  }

  @Test
  void aClipHasTheSoundAsItCameBesideItsPictures() throws Exception {
    var doors = new ArrayList<Door>();
    for (var way : Way.values()) {
      for (var kind : Kind.values()) {
        // Nothing else is sent without a container.
        if (way != Way.HLS_PACKED || kind == Kind.AAC) {
          doors.add(pull(way, kind, true, null));
        }
      }
    }

    for (var door : doors) {
      awaitPictures(door, 75);
      assertHeard(door, films(door.feed()).getFirst());
    }
  }

  private static void assertHeard(Door door, Film film) throws Exception {
    assertThat(film.sounds()).as("%s", door).hasSizeGreaterThan(40);
    var coding = film.sounds().getFirst().coding();
    assertThat(coding.codec()).isEqualTo(door.kind().codec);
    var rate = (double) coding.rate();
    var clip = Objects.requireNonNull(door.kind().clip().sound());
    for (var i = 0; i < film.sounds().size(); i++) {
      var piece = film.sounds().get(i);
      if (i > 0) {
        var before = film.sounds().get(i - 1);
        assertThat(piece.place()).as("%s", door).isEqualTo(before.place() + before.samples());
        assertThat(piece.number()).isEqualTo(before.number() + 1);
      }
      if (door.kind() == Kind.AAC) {
        var bytes = piece.bytes();
        assertThat(clip.pieces()).anyMatch(one -> Arrays.equals(one, bytes));
      }
      // Beside its picture: both clocks are the camera's.
      var first = Objects.requireNonNull(film.shots().getFirst().camera());
      var apart = piece.camera() / rate - first / 90_000.0;
      var shown = film.shownAt(0) / 90_000.0;
      assertThat(film.heardAt(i) / rate - shown).as("%s", door).isCloseTo(apart, within(0.03));
    }
    var heard = (film.heardAt(film.sounds().size() - 1) - film.heardAt(0)) / rate;
    var seen = film.shownAt(film.shots().size() - 1) / 90_000.0;
    assertThat(heard).as("%s", door).isBetween(seen - 1.2, seen + 0.2);
    var file = file(film);
    assertThat(Ffprobe.complaints(file)).as("%s", door).isEmpty();
    assertThat(Ffprobe.decoded(file)).matches("h264,\\d+ " + door.kind().ffmpeg + ",\\d+");
  }

  @Test
  void viewersHearWhatTheCameraHears() throws Exception {
    var doors = Arrays.stream(Way.values()).map(way -> pull(way, Kind.AAC, true, null)).toList();
    for (var door : doors) {
      awaitSound(door, 10);
    }

    var screens = doors.stream().map(door -> Screen.of(door.feed())).toList();

    for (var screen : screens) {
      await().atMost(Duration.ofSeconds(15)).until(() -> screen.count() > 60);
      assertThat(starts(screen).getLast()).contains("avc1.").contains(",mp4a.40.2\"");
      var decoded = Ffprobe.decoded(screen.received());
      assertThat(decoded).matches("h264,\\d+ aac,\\d+");
      var frames = Integer.parseInt(decoded.substring(decoded.lastIndexOf(',') + 1));
      assertThat(frames).isGreaterThan(40);
    }
  }

  @Test
  void soundThatIsSwitchedOffIsGoneAtOnceAndNotAskedForAgain() {
    var doors = Arrays.stream(Way.values()).map(way -> pull(way, Kind.AAC, true, null)).toList();
    var screens = doors.stream().map(door -> Screen.of(door.feed())).toList();
    doors.forEach(door -> awaitSound(door, 20));

    for (var door : doors) {
      house.heard.remove(door.camera());
      street.feeds.consentChanged(door.camera());
      assertThat(films(door.feed())).as("%s", door).allMatch(film -> film.sounds().isEmpty());
    }

    for (var i = 0; i < doors.size(); i++) {
      var door = doors.get(i);
      await().atMost(Duration.ofSeconds(10)).until(() -> door.feed().health().reconnects() == 1);
      var asked = door.device().soundRequests();
      var screen = screens.get(i);
      var shown = screen.count();
      await().atMost(Duration.ofSeconds(15)).until(() -> screen.count() > shown + 30);
      assertThat(starts(screen).getLast()).as("%s", door).doesNotContain("mp4a");
      assertThat(door.device().soundRequests()).as("%s", door).isEqualTo(asked);
      assertThat(films(door.feed())).as("%s", door).allMatch(film -> film.sounds().isEmpty());
    }
  }

  @Test
  void brokenSoundDoesNotHurtThePictures() throws Exception {
    var doors = new ArrayList<Door>();
    for (var way : Way.values()) {
      for (var how : Sounds.values()) {
        doors.add(pull(way, Kind.AAC, true, how));
      }
    }

    for (var door : doors) {
      awaitPictures(door, 75);
      assertThat(door.feed().health().gaps()).as("%s", door).isZero();
      assertThat(door.feed().health().reconnects()).as("%s", door).isZero();
      // What sound of no meaning means is between it and the decoder.
      var said = Ffprobe.decoded(file(films(door.feed()).getLast()));
      assertThat(said).as("%s", door).contains("h264,").doesNotContain("[h264");
    }
  }

  @Test
  void soundThatLeadsElsewhereIsNotFollowed() throws Exception {
    try (var canary = new HostileCamera().start()) {
      for (var way : List.of(Way.HLS_APART, Way.HLS_FRAGMENTS_APART, Way.HLS_PACKED)) {
        house.news.clear();
        var door = add(way, Kind.AAC, null);
        door.faults().soundElsewhere(canary.webUrl());
        var camera = house.add(door.url(way.form));
        house.heard.add(camera);

        var hold = street.feeds.hold(camera);

        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> house.news.stream().anyMatch(said -> said.endsWith("LED_ELSEWHERE")));
        hold.close();
      }
      assertThat(canary.calls()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "PROPER", mode = Mode.EXCLUDE)
  void packedSoundThatDoesNotSayWhenItIsHeardIsSilentAndTheReasonIsLogged(
      Tags tags, CapturedOutput output) {
    var door = add(Way.HLS_PACKED, Kind.AAC, null);
    door.packaging().soundPacked(tags);
    var camera = house.add(door.url(Form.HLS));
    house.heard.add(camera);
    var feed = street.feeds.hold(camera).feed();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CameraForTests.pictures(feed, Duration.ofMinutes(1)) >= 60);

    assertThat(films(feed)).allMatch(film -> film.sounds().isEmpty());
    assertThat(feed.health().reconnects()).isZero();
    assertThat(feed.health().gaps()).isZero();
    assertThat(output.getAll())
        .containsOnlyOnce("Camera " + camera + " fell silent, 1 times: ")
        .contains(
            switch (tags) {
              case PROPER, NONE, OTHERS -> "does not say when it is heard";
              case ENDLESS, MANY -> "a tag without end";
            });
    // It is not asked for again and again.
    assertThat(door.soundRequests()).isLessThan(4);
  }

  private Door pull(Way way, Kind kind, boolean heard, @Nullable Sounds broken) {
    var device = add(way, kind, broken);
    var camera = house.add(device.url(way.form));
    if (heard) {
      house.heard.add(camera);
    }
    return new Door(way, kind, device, camera, street.feeds.hold(camera).feed());
  }

  private WebCamera add(Way way, Kind kind, @Nullable Sounds broken) {
    var name = way.name() + kind.name() + broken;
    var device = street.web.add(name, Scene.HOUSE_FRONT, kind.clip(), CameraOptions.plain());
    device.packaging().soundApart(way.apart);
    device.packaging().soundPacked(way == Way.HLS_PACKED ? Tags.PROPER : null);
    device.faults().sound(broken);
    return device;
  }

  private static void awaitPictures(Door door, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CameraForTests.pictures(door.feed(), Duration.ofMinutes(1)) >= count);
  }

  private static void awaitSound(Door door, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            films(door.feed()).stream().mapToInt(film -> film.sounds().size()).sum() >= count);
  }

  private static List<String> starts(Screen screen) {
    return new ArrayList<>(screen.heard)
        .stream().filter(what -> what.startsWith("start ")).toList();
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
