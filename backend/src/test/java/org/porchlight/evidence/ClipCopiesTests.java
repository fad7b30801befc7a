package org.porchlight.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.access.Access;
import org.porchlight.access.Decision;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.camerasim.Scene;
import org.porchlight.consent.ConsentChanged;
import org.porchlight.feeds.FeedForTests;
import org.porchlight.feeds.FootageCopies;
import org.porchlight.feeds.HearingForTests;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Mask;
import org.porchlight.registry.MaskSet;
import org.porchlight.registry.Masks;
import org.porchlight.registry.MasksChanged;
import org.porchlight.testing.Ffprobe;
import org.porchlight.testing.S3ForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

@SpringBootTest
class ClipCopiesTests {

  static FeedForTests feed;
  static FeedForTests loud;
  static S3ForTests s3;

  @Autowired JdbcClips clips;
  @Autowired JdbcSegments segments;
  @Autowired JdbcClipCopies rows;
  @Autowired FootageCopies maker;
  @Autowired AuditLog log;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transaction;
  @TempDir Path folder;

  final Masks masks = mock(Masks.class);
  final String bucket = "test-" + UUID.randomUUID();
  final Set<CameraId> heard = ConcurrentHashMap.newKeySet();
  final LongAdder served = new LongAdder();
  ClipCopies copies;
  MinioClipStore store;
  Spool spool;

  @BeforeAll
  static void pull() {
    s3 = S3ForTests.start();
    feed = FeedForTests.start();
    loud = FeedForTests.startHeard(Scene.clipWithAac());
    feed.awaitPictures(45);
    loud.awaitPictures(45);
  }

  @AfterAll
  static void letGo() {
    feed.close();
    loud.close();
    s3.close();
  }

  @AfterEach
  void close() {
    copies.close();
  }

  @BeforeEach
  void open() {
    masked(MaskSet.NONE);
    var settings = settings();
    store = new MinioClipStore(settings);
    spool = new Spool(settings.spool(), settings.leastFree().toBytes());
    copies = copies(store);
  }

  @Test
  void aClipOfACameraWithoutMasksIsShownAsItIsAndHasASmallPicture() throws Exception {
    var clip = save();

    assertThat(copy(clip)).isEmpty();
    var small = copies.thumbnail(clip);
    var picture = ImageIO.read(new ByteArrayInputStream(read(small)));

    assertThat(picture.getWidth()).isEqualTo(320);
    assertThat(small.maskVersion()).isZero();
    assertThat(copies.thumbnail(clip)).isEqualTo(small);
  }

  @Test
  void aMaskedClipIsBlankInEveryPictureOfTheCopyAndInTheSmallOneAndTheOriginalStays()
      throws Exception {
    var clip = save();
    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));

    var copy = copy(clip).orElseThrow();
    var film = read(copy);

    assertThat(Spool.sha256(new ByteArrayInputStream(film))).isEqualTo(copy.sha256());
    var pictures = 0;
    try (var grabber = new FFmpegFrameGrabber(new ByteArrayInputStream(film));
        var converter = new Java2DFrameConverter()) {
      grabber.start();
      for (var frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        var picture = converter.convert(frame);
        assertThat(isGrey(picture.getRGB(200, 180)) && isGrey(picture.getRGB(40, 60))).isTrue();
        assertThat(isGrey(picture.getRGB(500, 300)) && isGrey(picture.getRGB(420, 100))).isFalse();
        pictures++;
      }
      assertThat(grabber.getLengthInTime() / 1e6)
          .isBetween(
              Duration.between(clip.from(), clip.to()).toMillis() / 1000.0 - 0.5,
              Duration.between(clip.from(), clip.to()).toMillis() / 1000.0 + 0.5);
    }
    assertThat(pictures).isGreaterThan(30);
    assertThat(Ffprobe.complaints(film)).isEmpty();
    var small = ImageIO.read(new ByteArrayInputStream(read(copies.thumbnail(clip))));
    assertThat(isGrey(small.getRGB(60, 80))).isTrue();
    // E1: what was received is what is kept.
    try (var in = store.read(clips.key(clip.id()).orElseThrow(), 0, clip.bytes())) {
      assertThat(Spool.sha256(in)).isEqualTo(clip.sha256());
    }
    assertThat(copy(clip)).contains(copy);

    masked(new MaskSet(2, List.of()));
    assertThat(copy(clip)).isEmpty();
  }

  @Test
  void aNewerCopyTakesThePlaceOfTheOlderOnesInTheStoreToo() throws Exception {
    var clip = save();
    copies.thumbnail(clip);
    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));
    var old = copy(clip).orElseThrow();
    copies.thumbnail(clip);
    assertThat(inTheBucket()).hasSize(2).contains(old.key());

    masked(new MaskSet(2, List.of(Mask.rectangle(0.5, 0, 0.5, 1))));
    var film = copy(clip).orElseThrow();

    assertThat(inTheBucket()).containsExactly(film.key());
    assertThat(rows.find(clip.id(), ClipCopy.Kind.MASKED, 1, false)).isEmpty();
    var small = copies.thumbnail(clip);
    assertThat(inTheBucket()).containsExactlyInAnyOrder(film.key(), small.key());
    assertThat(Spool.sha256(new ByteArrayInputStream(read(film)))).isEqualTo(film.sha256());
  }

  @Test
  void oneThatTheStoreDoesNotDeleteIsDeletedWithTheNext() throws Exception {
    var clip = save();
    copies.thumbnail(clip);
    var stubborn = copies(new Stubborn(store));
    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));

    stubborn.thumbnail(clip);
    stubborn.close();
    assertThat(inTheBucket()).hasSize(2);
    masked(new MaskSet(2, List.of(Mask.rectangle(0, 0, 1, 1))));

    assertThat(inTheBucket()).hasSize(2);
    var newest = copies.thumbnail(clip);
    assertThat(inTheBucket()).containsExactly(newest.key());
  }

  @Test
  void masksThatAreDrawnWhileACopyIsMadeAreInWhatIsShown() throws Exception {
    var clip = save();
    var before = new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1)));
    var after = new MaskSet(2, List.of(Mask.rectangle(0, 0, 1, 1)));
    given(masks.ofFootage(any(), any(), any())).willReturn(before, after);

    var small = copies.thumbnail(clip);

    assertThat(small.maskVersion()).isEqualTo(2);
    assertThat(inTheBucket()).containsExactly(small.key());
  }

  @Test
  void aClipWithSoundIsShownWithoutItOnceItsOwnerHasSwitchedSoundOff() throws Exception {
    var clip = save(loud);
    heard.add(loud.camera());
    assertThat(copy(clip)).isEmpty();

    heard.clear();
    var silent = read(copy(clip).orElseThrow());

    assertThat(Ffprobe.decoded(silent)).matches("h264," + clip.pictures());
    assertThat(Ffprobe.complaints(silent)).isEmpty();
    // E1: what was received is what is kept.
    try (var in = store.read(clips.key(clip.id()).orElseThrow(), 0, clip.bytes())) {
      var original = in.readAllBytes();
      assertThat(Spool.sha256(new ByteArrayInputStream(original))).isEqualTo(clip.sha256());
      assertThat(Ffprobe.decoded(original)).matches("h264,\\d+ aac,\\d+");
    }
    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));
    assertThat(Ffprobe.decoded(read(copy(clip).orElseThrow()))).matches("h264,\\d+");
    heard.add(loud.camera());
    assertThat(Ffprobe.decoded(read(copy(clip).orElseThrow()))).matches("h264,\\d+ aac,\\d+");
  }

  @Test
  void aCopySaysInWhichWaysItIsAnotherFilm() throws Exception {
    var clip = save(loud);
    heard.add(loud.camera());
    assertThat(copies.film(clip).because()).isEmpty();

    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));
    assertThat(copies.film(clip).because()).containsExactly(Derivation.MASKED);
    heard.clear();
    assertThat(copies.film(clip).because()).containsExactly(Derivation.MASKED, Derivation.SILENCED);
    masked(new MaskSet(2, List.of()));
    assertThat(copies.film(clip).because()).containsExactly(Derivation.SILENCED);
  }

  @Test
  void whatIsOnItsWayWithSoundIsCutWhenItsOwnerSwitchesSoundOff() throws Exception {
    var clip = save(loud);
    var other = save();
    heard.add(loud.camera());
    var playback = playback();
    var changes = new ReplayChanges(mock(FootageReplay.class), playback);
    try (var onItsWay = opened(playback, clip).read(0, clip.bytes());
        var silent = opened(playback, other).read(0, other.bytes())) {
      assertThat(onItsWay.readNBytes(1000)).hasSize(1000);
      // Something else of the consent has changed.
      playback.consentChanged(clip.camera());
      assertThat(onItsWay.readNBytes(1000)).hasSize(1000);

      heard.clear();
      changes.on(new ConsentChanged(clip.camera(), 2, Instant.EPOCH));
      changes.on(new ConsentChanged(other.camera(), 2, Instant.EPOCH));

      await()
          .atMost(Duration.ofSeconds(1))
          .untilAsserted(() ->
              assertThatThrownBy(() -> onItsWay.readNBytes(1)).isInstanceOf(IOException.class));
      assertThat(silent.readAllBytes()).hasSize((int) other.bytes());
    }
    var now = opened(playback, clip);
    assertThat(now.derivations()).containsExactly(Derivation.SILENCED);
    try (var copy = now.read(0, now.bytes())) {
      assertThat(Ffprobe.decoded(copy.readAllBytes())).matches("h264,\\d+");
    }
  }

  @Test
  void whatIsOnItsWayIsCutWhenMasksChange() throws Exception {
    var clip = save();
    var playback = playback();
    try (var onItsWay = opened(playback, clip).read(0, clip.bytes())) {
      assertThat(onItsWay.readNBytes(1000)).hasSize(1000);

      new ReplayChanges(mock(FootageReplay.class), playback)
          .on(new MasksChanged(clip.camera(), 1, Instant.EPOCH));

      assertThatThrownBy(() -> onItsWay.readNBytes(1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsPlayedIsCountedAsItLeaves() throws Exception {
    var clip = save();

    try (var in = opened(playback(), clip).read(0, clip.bytes())) {
      assertThat(in.readNBytes(1_000)).hasSize(1_000);
    }

    assertThat(served.sum()).isEqualTo(1_000);
  }

  private ClipPlayback playback() {
    var access = mock(Access.class);
    given(access.judge(any())).willReturn(new Standing.Holds());
    given(access.ask(any(), any(), any(), any(), any()))
        .willAnswer(asked ->
            new Decision.Allowed(
                PermitsForTests.permit(
                    asked.getArgument(0),
                    asked.getArgument(1),
                    Use.PLAYBACK,
                    IncidentId.random(),
                    Instant.EPOCH),
                RecordedForTests.of("playback")));
    return new ClipPlayback(
        access,
        clips,
        mock(ClipRecords.class),
        new ClipBytes(clips, store, spool),
        copies,
        store,
        new RecordedSound(HearingForTests.of(heard)),
        Clock.systemUTC(),
        (_, _, _, bytes) -> served.add(bytes));
  }

  private static Playback opened(ClipPlayback playback, Clip clip) {
    return ((PlaybackAnswer.Opened) playback.open(ClipLifecycleTests.OPERATOR, clip.id()))
        .playback();
  }

  @Test
  void whereTheStoreIsSilentThereIsNoCopyAndNothingElseInstead() throws Exception {
    var clip = save();
    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 1, 1))));
    var silent = settings("http://127.0.0.1:1");
    var dead = new MinioClipStore(silent);
    var broken =
        new ClipCopies(
            masks,
            new ClipBytes(clips, dead, spool),
            new RecordedSound(HearingForTests.of(heard)),
            clips,
            rows,
            maker,
            dead,
            silent,
            Clock.systemUTC());

    assertThatThrownBy(() -> broken.film(clip)).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void copiesAreMadeBesideTheTransactionThatStoresAClip() throws Exception {
    var clip = save();
    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));

    transaction.executeWithoutResult(_ -> {
      copies.on(new ClipStored(clip.id(), clip.camera(), Clock.systemUTC().instant()));
      assertThat(rows.find(clip.id(), ClipCopy.Kind.THUMBNAIL, 1, false)).isEmpty();
    });

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rows.find(clip.id(), ClipCopy.Kind.MASKED, 1, false).isPresent());
    assertThat(rows.find(clip.id(), ClipCopy.Kind.THUMBNAIL, 1, false)).isPresent();
  }

  @Test
  void aTransactionDoesNotWaitForTheStoreOrADecoder() throws Exception {
    var clip = save();
    masked(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));

    transaction.executeWithoutResult(_ ->
        assertThatThrownBy(() -> copies.film(clip))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("inside a transaction"));
  }

  /// What is shown instead of the clip, if something is.
  private Optional<ClipCopy> copy(Clip clip) throws IOException {
    return Optional.ofNullable(copies.film(clip).copy());
  }

  private void masked(MaskSet set) {
    given(masks.ofFootage(any(), any(), any())).willReturn(set);
  }

  private Clip save() {
    return save(feed);
  }

  private Clip save(FeedForTests from) {
    var records = new ClipRecords(clips, log, events, transaction, Clock.systemUTC());
    var settings = settings();
    var deliveries = new Deliveries(spool, store, records, clips, settings, Clock.systemUTC());
    var permit =
        PermitsForTests.permit(
            ClipLifecycleTests.OPERATOR,
            from.camera(),
            Use.CLIP,
            IncidentId.random(),
            Clock.systemUTC().instant());
    var answer =
        new Clips(
                from.recent(),
                new RecordedFootage(segments, spool, store),
                spool,
                records,
                clips,
                deliveries,
                Clock.systemUTC(),
                Served.NOWHERE)
            .save(permit, RecordedForTests.of(from.camera() + ""), ClipLifecycleTests.LAST);
    return ((ClipAnswer.Stored) answer).clip();
  }

  private ClipCopies copies(ClipStore at) {
    return new ClipCopies(
        masks,
        new ClipBytes(clips, store, spool),
        new RecordedSound(HearingForTests.of(heard)),
        clips,
        rows,
        maker,
        at,
        settings(),
        Clock.systemUTC());
  }

  /// Names of all copies that lie in the store.
  private List<String> inTheBucket() {
    return s3.objects(bucket).stream().filter(name -> name.startsWith("copies/")).toList();
  }

  /// Takes and gives, and deletes nothing.
  private record Stubborn(ClipStore store) implements ClipStore {

    @Override
    public void prepare() {}

    @Override
    public void put(String key, Path file) throws IOException {
      store.put(key, file);
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
      return store.read(key, offset, length);
    }

    @Override
    public void delete(String key) throws IOException {
      throw new IOException("not now");
    }
  }

  private StoreSettings settings() {
    return settings(s3.endpoint());
  }

  private StoreSettings settings(String endpoint) {
    return new StoreSettings(
        endpoint,
        bucket,
        s3.accessKey(),
        s3.secretKey(),
        "us-east-1",
        folder,
        DataSize.ofMegabytes(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofMillis(200),
        Duration.ofSeconds(1));
  }

  private byte[] read(ClipCopy copy) throws IOException {
    try (var in = store.read(copy.key(), 0, copy.bytes())) {
      return in.readAllBytes();
    }
  }

  private static boolean isGrey(int rgb) {
    var far = 0;
    for (var shift = 0; shift < 24; shift += 8) {
      far = Math.max(far, Math.abs((rgb >> shift & 0xFF) - 47));
    }
    return far < 20;
  }
}
