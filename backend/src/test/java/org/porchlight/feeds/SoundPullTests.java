package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.Faults.Sounds;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.SimCamera;
import org.porchlight.camerasim.Sound;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.registry.CameraId;
import org.porchlight.testing.Ffprobe;

/// Sound of simulated cameras: received where the owner switched it on, and nowhere else; and never
/// at the cost of the pictures. The same for both ways to read RTSP.
@ParameterizedClass
@EnumSource
class SoundPullTests {

  enum Kind {
    AAC("aac", "AAC", "mp4a.40.2"),
    ALAW("pcm_alaw", "ALAW", "flac"),
    ULAW("pcm_mulaw", "ULAW", "flac");

    final String ffmpeg;
    final String codec;
    final String live;

    Kind(String ffmpeg, String codec, String live) {
      this.ffmpeg = ffmpeg;
      this.codec = codec;
      this.live = live;
    }

    Clip clip() {
      return switch (this) {
        case AAC -> Scene.clipWithAac();
        case ALAW -> Scene.HOUSE_FRONT.clip();
        case ULAW -> Scene.HOUSE_FRONT.clip().withSound(Sound.ulaw(tone()));
      };
    }

    /// 16 s of mu-law: quiet, a little louder, quiet.
    private static byte[] tone() {
      var samples = new byte[16 * 8000];
      for (var i = 0; i < samples.length; i++) {
        samples[i] = (byte) (i / 10 % 2 == 0 ? 0xA0 : 0x20);
      }
      return samples;
    }
  }

  @Parameter FeedSettings.Rtsp rtsp;
  @RegisterExtension final Street street = new Street(() -> rtsp);
  final CameraForTests house = street.house;
  SimCamera door;
  CameraId camera;

  @ParameterizedTest
  @EnumSource
  void soundThatIsOffIsNotEvenSetUp(Kind kind) {
    var feed = pull(kind, false);

    awaitPictures(feed, 40);

    assertThat(door.counts().setups()).isEqualTo(1);
    assertThat(door.counts().soundSetups()).isZero();
    assertThat(door.counts().soundPackets()).isZero();
    assertThat(films(feed).getFirst().sounds()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aClipHasTheSoundAsItCameBesideItsPictures(Kind kind) throws Exception {
    var feed = pull(kind, true);
    awaitPictures(feed, 60);

    var film = films(feed).getFirst();

    assertThat(film.sounds()).hasSizeGreaterThan(60);
    var first = film.sounds().getFirst();
    assertThat(first.coding().codec()).isEqualTo(kind.codec);
    // One after the other, without a hole.
    for (var i = 1; i < film.sounds().size(); i++) {
      var before = film.sounds().get(i - 1);
      assertThat(film.sounds().get(i).place()).isEqualTo(before.place() + before.samples());
      assertThat(film.sounds().get(i).number()).isEqualTo(before.number() + 1);
    }
    // About as long as the pictures.
    var rate = first.coding().rate();
    var heard = (double) (film.heardAt(film.sounds().size() - 1) - film.heardAt(0)) / rate;
    var seen = film.shownAt(film.shots().size() - 1) / 90_000.0;
    assertThat(heard).isBetween(seen - 1.2, seen + 0.2);
    var file = file(film);
    assertThat(Ffprobe.complaints(file)).isEmpty();
    assertThat(Ffprobe.decoded(file))
        .matches("h264,\\d+ " + kind.ffmpeg + ",\\d+")
        .startsWith("h264," + film.shots().size() + " ");
  }

  @ParameterizedTest
  @EnumSource
  void viewersHearWhatTheCameraHears(Kind kind) throws Exception {
    var feed = pull(kind, true);
    awaitPictures(feed, 20);

    var screen = Screen.of(feed);
    await().atMost(Duration.ofSeconds(15)).until(() -> screen.count() > 45);

    assertThat(starts(screen).getFirst()).contains("avc1.").contains("," + kind.live + "\"");
    var decoded = Ffprobe.decoded(screen.received());
    assertThat(decoded).matches("h264,\\d+ (aac|flac),\\d+");
    assertThat(Integer.parseInt(decoded.substring(decoded.lastIndexOf(',') + 1))).isGreaterThan(40);
  }

  @Test
  void viewersOfACameraWhoseSoundIsOffAreSentOneTrack() throws Exception {
    var feed = pull(Kind.AAC, false);
    var screen = Screen.of(feed);

    await().atMost(Duration.ofSeconds(15)).until(() -> screen.count() > 45);

    assertThat(starts(screen)).allMatch(start -> !start.contains(","));
    assertThat(Ffprobe.decoded(screen.received())).matches("h264,\\d+");
  }

  @Test
  void soundThatIsSwitchedOffIsGoneAtOnceAndNotSetUpAgain() {
    var feed = pull(Kind.AAC, true);
    awaitPictures(feed, 30);
    var screen = Screen.of(feed);
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 20);
    assertThat(films(feed).getFirst().sounds()).isNotEmpty();
    var setUps = door.counts().soundSetups();

    house.heard.remove(camera);
    street.feeds.consentChanged(camera);

    assertThat(films(feed).stream().allMatch(film -> film.sounds().isEmpty())).isTrue();
    var connections = door.counts().connections();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> door.counts().connections() > connections || door.counts().connections() > 1);
    await().atMost(Duration.ofSeconds(10)).until(() -> starts(screen).size() > 1);
    var shown = screen.count();
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > shown + 30);
    assertThat(starts(screen).getLast()).doesNotContain("mp4a");
    assertThat(door.counts().soundSetups()).isEqualTo(setUps);
    assertThat(films(feed).stream().allMatch(film -> film.sounds().isEmpty())).isTrue();
  }

  @Test
  void soundThatIsSwitchedOnComesWithoutARestart() {
    var feed = pull(Kind.AAC, false);
    awaitPictures(feed, 10);

    house.heard.add(camera);
    street.feeds.consentChanged(camera);

    awaitSound(feed, 20);
  }

  @ParameterizedTest
  @EnumSource
  void brokenSoundDoesNotHurtThePictures(Sounds how) throws Exception {
    add(Kind.AAC, CameraOptions.plain());
    door.faults().sound(how);
    house.heard.add(camera);
    var feed = street.feeds.hold(camera).feed();
    var screen = Screen.of(feed);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CameraForTests.pictures(feed, Duration.ofMinutes(1)) > 60);

    assertThat(Ffprobe.complaints(file(films(feed).getLast()))).isEmpty();
    assertThat(feed.health().gaps()).isZero();
    assertThat(screen.count()).isGreaterThan(30);
  }

  @Test
  void whereSoundIsMissingViewersAreSentSilenceAndThePicturesGoOn() throws Exception {
    var feed = pull(Kind.AAC, true);
    awaitPictures(feed, 20);
    var screen = Screen.of(feed);
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 10);

    door.faults().sound(Sounds.STALLED);
    var shown = screen.count();
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > shown + 60);

    var decoded = Ffprobe.decoded(screen.received());
    assertThat(decoded).matches("h264,\\d+ aac,\\d+");
    // 60 pictures are 4 s, and 4 s are 62 frames of sound.
    assertThat(Integer.parseInt(decoded.substring(decoded.lastIndexOf(',') + 1))).isGreaterThan(60);
  }

  @Test
  void timeStampsMayWrap() {
    add(Kind.AAC, CameraOptions.plain().firstRtp(0xFFFF_FFFFL - 16_000, 65_530));
    house.heard.add(camera);
    var feed = street.feeds.hold(camera).feed();
    awaitPictures(feed, 60);

    var sounds = films(feed).getFirst().sounds();
    assertThat(sounds).hasSizeGreaterThan(50);
    for (var i = 1; i < sounds.size(); i++) {
      assertThat(sounds.get(i).place()).isEqualTo(sounds.get(i - 1).place() + 1024);
    }
    assertThat(feed.health().gaps()).isZero();
  }

  @Test
  void aStepOfTheSoundsWallClockMovesNothing() {
    var feed = pull(Kind.AAC, true);
    awaitPictures(feed, 20);

    door.faults().jumpSoundClock(Duration.ofMinutes(10));
    // Reports come every 5 s.
    awaitPictures(feed, 130);

    var sounds = films(feed).getFirst().sounds();
    assertThat(sounds).hasSizeGreaterThan(50);
    for (var i = 1; i < sounds.size(); i++) {
      assertThat(sounds.get(i).place()).isEqualTo(sounds.get(i - 1).place() + 1024);
    }
  }

  private Feed pull(Kind kind, boolean heard) {
    add(kind, CameraOptions.plain());
    if (heard) {
      house.heard.add(camera);
    }
    return street.feeds.hold(camera).feed();
  }

  private void add(Kind kind, CameraOptions options) {
    door = street.sim.add("door", kind.clip(), options);
    camera = house.add(street.sim.urlOf("door"));
  }

  private static void awaitPictures(Feed feed, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CameraForTests.pictures(feed, Duration.ofMinutes(1)) >= count);
  }

  private static void awaitSound(Feed feed, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> films(feed).stream().mapToInt(film -> film.sounds().size()).sum() >= count);
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
