package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.copies.WorkersForTests;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.VideoSource.Packet;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Mask;
import org.porchlight.registry.MaskSet;
import org.porchlight.testing.Ffprobe;

class CopiesTests {

  static final Set<ViewerFormat> ALL = Set.of(ViewerFormat.values());
  static final MaskSet LEFT = new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1)));

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;
  final AtomicReference<MaskSet> masks = new AtomicReference<>(MaskSet.NONE);
  final AtomicReference<RuntimeException> unreadable = new AtomicReference<>();
  final List<Viewing> viewings = new ArrayList<>();
  Copies copies = CameraForTests.copies(this::read, 2);
  CameraId camera;
  Feeds.Hold hold;

  private MaskSet read(CameraId id) {
    if (unreadable.get() != null) {
      throw unreadable.get();
    }
    return masks.get();
  }

  @BeforeEach
  void start() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    camera = house.add(street.sim.urlOf("door"));
    hold = street.feeds.hold(camera);
  }

  @AfterEach
  void stop() {
    viewings.forEach(Viewing::close);
    copies.close();
  }

  @Test
  void whatIsMaskedIsBlankInEveryPictureOfALiveView() throws Exception {
    masks.set(LEFT);
    var film = route(ALL);

    var pictures = film.pictures(20);

    for (var picture : pictures) {
      assertThat(isGrey(picture, 0.05, 0.1) && isGrey(picture, 0.3, 0.5)).isTrue();
      assertThat(isGrey(picture, 0.45, 0.6)).isTrue();
    }
    assertThat(pictures.getLast().getWidth()).isEqualTo(640);
    assertThat(film.mime).contains("avc1.42");
  }

  @Test
  void aCameraWithoutMasksIsShownAsItIsAndNothingIsDecoded() throws Exception {
    var film = route(ALL);

    film.pictures(5);

    assertThat(film.mime).contains("avc1.64");
    assertThat(copies.count()).isZero();
  }

  @Test
  void aMaskThatIsSetWhileSomebodyLooksIsThereAtOnceAndOneThatIsTakenAwayGoes() throws Exception {
    var film = route(ALL);
    film.pictures(10);

    masks.set(LEFT);
    var changed = System.nanoTime();
    film.route.choose();
    // Not one piece of the old picture is waiting any more.
    film.beginAnew();
    var pictures = film.pictures(10);
    var lasted = Duration.ofNanos(System.nanoTime() - changed);

    assertThat(pictures).allMatch(picture -> isGrey(picture, 0.3, 0.5));
    assertThat(lasted).isLessThan(Duration.ofSeconds(6));
    masks.set(new MaskSet(2, List.of()));
    film.route.choose();
    film.beginAnew();
    film.pictures(3);
    assertThat(film.mime).contains("avc1.64");
    assertThat(copies.count()).isZero();
  }

  @Test
  void aViewThatChangesFromOneToTheOtherGoesOnInTime() throws Exception {
    var film = route(ALL);
    film.pictures(10);
    var before = film.lastTime;

    masks.set(LEFT);
    film.route.choose();
    film.beginAnew();
    film.pictures(3);

    // A keyframe of the camera is at most two seconds old.
    assertThat(film.firstTime).isGreaterThan(before - 3 * Timeline.TICKS);
  }

  @Test
  void whereMasksCanNotBeReadNothingIsShown() throws Exception {
    unreadable.set(new IllegalStateException("no database"));
    var film = route(ALL);

    assertThat(film.next()).isEqualTo(new Viewing.Item.Waiting(StreamProblem.COPY_FAILED));
    assertThat(hold.feed().isWatched()).isFalse();

    unreadable.set(null);
    film.route.choose();
    film.pictures(2);
  }

  @Test
  void whereNoWorkerCanBeStartedAMaskedCameraIsNotShown() throws Exception {
    copies =
        new Copies(
            this::read,
            WorkersForTests.none(CameraForTests.copySettings(2)),
            CameraForTests.copySettings(2),
            CameraForTests.POOL,
            Clock.systemUTC());
    masks.set(LEFT);
    var film = route(ALL);
    await().atMost(Duration.ofSeconds(10)).until(() -> hold.feed().format() != null);

    assertThat(film.next()).isEqualTo(new Viewing.Item.Waiting(StreamProblem.COPY_FAILED));
    assertThat(film.viewing.isEmpty()).isTrue();
  }

  @Test
  void aCopyHasTheSoundAsItCameUntilItIsSwitchedOff() throws Exception {
    street.sim.add("loud", Scene.clipWithAac());
    var loud = house.add(street.sim.urlOf("loud"));
    house.heard.add(loud);
    var source = street.feeds.hold(loud);
    masks.set(LEFT);
    try (var copy = copies.hold(loud, source.feed(), LEFT).orElseThrow()) {
      // The first viewer may have come before the sound, and is then told anew when it is there.
      var first = CameraForTests.Screen.of(copy.feed());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> first.heard.stream().anyMatch(said -> said.contains("mp4a")));
      var screen = CameraForTests.Screen.of(copy.feed());
      await().atMost(Duration.ofSeconds(20)).until(() -> screen.count() > 60);

      var decoded = Ffprobe.decoded(screen.received());
      assertThat(decoded).matches("h264,\\d+ aac,\\d+");
      var frames = Integer.parseInt(decoded.substring(decoded.lastIndexOf(',') + 1));
      assertThat(frames).isGreaterThan(40);

      house.heard.remove(loud);
      street.feeds.consentChanged(loud);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            var starts = screen.heard.stream().filter(said -> said.startsWith("start ")).toList();
            return starts.size() > 1 && !starts.getLast().contains("mp4a");
          });
    }
    source.close();
  }

  @Test
  void aCopyOfASilentCameraHasOneTrack() throws Exception {
    try (var copy = copies.hold(camera, hold.feed(), LEFT).orElseThrow()) {
      var screen = CameraForTests.Screen.of(copy.feed());
      await().atMost(Duration.ofSeconds(20)).until(() -> screen.count() > 20);

      assertThat(Ffprobe.decoded(screen.received())).matches("h264,\\d+");
    }
  }

  @Test
  void manyViewersShareOneCopy() throws Exception {
    masks.set(LEFT);
    var one = route(ALL);
    var two = route(ALL);

    one.pictures(5);
    two.pictures(5);

    assertThat(copies.count()).isEqualTo(1);
    one.route.close();
    assertThat(copies.count()).isEqualTo(1);
    two.route.close();
    assertThat(copies.count()).isZero();
  }

  @Test
  void moreCopiesThanMayBeWaitForAPlace() throws Exception {
    masks.set(LEFT);
    var others = new ArrayList<Route>();
    for (var i = 0; i < 2; i++) {
      var other = CameraId.random();
      var viewing = new Viewing(8_000_000);
      var route = new Route(other, hold.feed(), copies, ALL, viewing);
      route.choose();
      others.add(route);
    }
    var film = route(ALL);

    assertThat(film.next()).isEqualTo(new Viewing.Item.Waiting(StreamProblem.COPIES_FULL));
    film.route.choose();
    assertThat(film.viewing.isEmpty()).isTrue();
    others.getFirst().close();
    film.route.choose();
    assertThat(film.pictures(2)).isNotEmpty();
    others.forEach(Route::close);
  }

  @Test
  void aKilledWorkerOfACopyIsReplaced() throws Exception {
    masks.set(LEFT);
    var film = route(ALL);
    film.pictures(5);

    WorkersForTests.killAll();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            film.next() instanceof Viewing.Item.Waiting(var why)
                && why == StreamProblem.COPY_FAILED);

    film.beginAnew();
    assertThat(film.pictures(5)).allMatch(picture -> isGrey(picture, 0.3, 0.5));
  }

  @Test
  void whoDoesNotPlayTheFormatGetsACopyAndWhoDoesGetsTheCamerasOwn() throws Exception {
    var other = CameraId.random();
    var plain = new Viewing(8_000_000);
    var h264Only = new Viewing(8_000_000);
    viewings.addAll(List.of(plain, h264Only));
    try (var source = hevc();
        var direct = new Route(other, source, copies, ALL, plain);
        var copied = new Route(other, source, copies, Set.of(ViewerFormat.H264), h264Only)) {
      direct.choose();
      copied.choose();
      feedAgain(source);

      assertThat(new Film(direct, plain).mime()).contains("hvc1");
      var film = new Film(copied, h264Only);
      assertThat(film.pictures(10)).isNotEmpty();
      assertThat(film.mime).contains("avc1");
    }
  }

  private Film route(Set<ViewerFormat> plays, int backlog) {
    var viewing = new Viewing(backlog);
    viewings.add(viewing);
    var route = new Route(camera, hold.feed(), copies, plays, viewing);
    route.choose();
    return new Film(route, viewing);
  }

  private Film route(Set<ViewerFormat> plays) {
    return route(plays, 8_000_000);
  }

  /// Two seconds of H.265, made for this test.
  private static Feed hevc() throws IOException {
    var feed =
        new Feed(CameraForTests.quick(), CameraForTests.POOL, Clock.systemUTC(), System::nanoTime);
    feedAgain(feed);
    return feed;
  }

  private static void feedAgain(Feed feed) throws IOException {
    feed.begin();
    var reader = new PictureReader(Codec.HEVC);
    var time = 0L;
    for (var unit :
        accessUnits(Files.readAllBytes(Path.of("src/test/resources/clips/testsrc.h265")))) {
      if (reader.read(MemorySegment.ofArray(unit), false)) {
        feed.keep(new Packet(reader, time, false));
        time += 6000;
      }
    }
  }

  /// One slice per picture: parameter sets go with the slice after them.
  static List<byte[]> accessUnits(byte[] stream) {
    var units = new ArrayList<byte[]>();
    var start = 0;
    var seenSlice = false;
    for (var i = 0; i + 4 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        var type = stream[i + 3] >> 1 & 0x3F;
        if (seenSlice) {
          units.add(java.util.Arrays.copyOfRange(stream, start, i));
          start = i;
          seenSlice = false;
        }
        seenSlice |= type < 32;
      }
    }
    units.add(java.util.Arrays.copyOfRange(stream, start, stream.length));
    return units;
  }

  private static boolean isGrey(BufferedImage picture, double x, double y) {
    var rgb = picture.getRGB((int) (x * picture.getWidth()), (int) (y * picture.getHeight()));
    var red = rgb >> 16 & 0xFF;
    var green = rgb >> 8 & 0xFF;
    var blue = rgb & 0xFF;
    return Math.abs(red - 47) < 20 && Math.abs(green - 47) < 20 && Math.abs(blue - 47) < 20;
  }

  /// A viewer that plays what it gets.
  private static final class Film {

    final Route route;
    final Viewing viewing;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String mime = "";
    long firstTime = -1;
    long lastTime;

    Film(Route route, Viewing viewing) {
      this.route = route;
      this.viewing = viewing;
    }

    Viewing.Item next() throws Exception {
      var item = new AtomicReference<Viewing.Item>();
      var thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  item.set(viewing.take());
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.join(Duration.ofSeconds(15));
      thread.interrupt();
      return item.get();
    }

    String mime() throws Exception {
      while (mime.isEmpty()) {
        if (next() instanceof Viewing.Item.Start(var of, _, _)) {
          mime = of;
        }
      }
      return mime;
    }

    void beginAnew() {
      bytes.reset();
      firstTime = -1;
    }

    /// Everything so far, decoded, once this many pictures more have come.
    List<BufferedImage> pictures(int atLeast) throws Exception {
      var pieces = 0;
      while (pieces < atLeast) {
        switch (next()) {
          case Viewing.Item.Start(var of, var init, _) -> {
            mime = of;
            bytes.reset();
            write(init);
          }
          case Viewing.Item.Piece(var piece, _) -> {
            // moof, mfhd, traf, tfhd: then the time.
            var time = piece.getLong(8 + 16 + 8 + 16 + 12);
            firstTime = firstTime < 0 ? time : firstTime;
            lastTime = time;
            write(piece);
            pieces++;
          }
          case Viewing.Item.ClockShifted _, Viewing.Item.Waiting _ -> {}
          case null -> throw new AssertionError("nothing came");
        }
      }
      return decoded(bytes.toByteArray());
    }

    private void write(java.nio.ByteBuffer buffer) {
      var copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      bytes.writeBytes(copy);
    }
  }

  static List<BufferedImage> decoded(byte[] mp4) throws Exception {
    var pictures = new ArrayList<BufferedImage>();
    try (var grabber = new FFmpegFrameGrabber(new ByteArrayInputStream(mp4));
        var converter = new Java2DFrameConverter()) {
      grabber.start();
      for (var frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        pictures.add(Java2DFrameConverter.cloneBufferedImage(converter.convert(frame)));
      }
    }
    assertThat(pictures).isNotEmpty();
    return pictures;
  }
}
