package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.access.Permit;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Use;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.FeedForTests;
import org.porchlight.feeds.Film;
import org.porchlight.feeds.Window;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraId;
import org.porchlight.testing.DecodedVideo;
import org.porchlight.testing.Ffprobe;
import org.porchlight.testing.S3ForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// What docs/design/clip-lifecycle.md promises, with a real camera, database and store.
@SpringBootTest
class ClipLifecycleTests {

  static final Actor OPERATOR =
      new Actor(
          PersonId.random(),
          OrganisationId.random(),
          Set.of(Role.OPERATOR),
          "session-1",
          null,
          "192.0.2.7");

  static final Window LAST = new Window.Last(Clips.USUAL);

  static FeedForTests feed;
  static S3ForTests s3;

  @Autowired JdbcClips clips;
  @Autowired JdbcSegments segments;
  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transaction;
  @TempDir Path folder;

  final IncidentId incident = IncidentId.random();
  Deliveries deliveries;

  /// The program is killed here.
  static final class Killed extends Error {

    private static final long serialVersionUID = 1L;
  }

  enum Step {
    BEFORE_CUTTING,
    WHILE_CUTTING,
    BEFORE_SPOOLED,
    AFTER_SPOOLED,
    BEFORE_PUT,
    AFTER_PUT,
    BEFORE_STORED,
    AFTER_STORED
  }

  @BeforeAll
  static void pull() {
    s3 = S3ForTests.start();
    feed = FeedForTests.start();
    feed.awaitPictures(45);
  }

  @AfterAll
  static void letGo() {
    feed.close();
    s3.close();
  }

  @BeforeEach
  void freshSpool() {
    deliveries = deliveries(settings(DataSize.ofMegabytes(1)), store(), records());
  }

  @AfterEach
  void stop() {
    deliveries.stop();
  }

  @Test
  void aClipIsStoredByteForByteAndItsCustodyIsComplete() throws IOException {
    var permit = permit();

    var answer = save(permit);

    assertThat(answer).isInstanceOf(ClipAnswer.Stored.class);
    var clip = ((ClipAnswer.Stored) answer).clip();
    assertThat(clip.state()).isEqualTo(ClipState.STORED);
    assertThat(clip.incident()).isEqualTo(incident);
    assertThat(clip.savedBy()).isEqualTo(OPERATOR.person());
    var bytes = stored(clip);
    assertThat(Spool.sha256(new ByteArrayInputStream(bytes))).isEqualTo(clip.sha256());
    var video = DecodedVideo.of(bytes);
    assertThat(video.pictures()).isNotEmpty();
    assertThat(video.seconds())
        .isBetween(
            Duration.between(clip.from(), clip.to()).toMillis() / 1000.0 - 0.5,
            Duration.between(clip.from(), clip.to()).toMillis() / 1000.0 + 0.5);
    assertThat(clips.custody(clip.id()).stream().map(CustodyLine::act))
        .containsExactly("ASKED", "CUT", "STORED");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void anybodyCanProveThatThePicturesAreTheCamerasAndUnchanged() throws Exception {
    var clip = ((ClipAnswer.Stored) save(permit())).clip();
    var mp4 = stored(clip);
    var manifest = storedManifest(clip);

    assertThat(FootageCheck.problems(mp4, manifest)).isEmpty();
    assertThat(Ffprobe.complaints(mp4)).isEmpty();
    assertThat(Spool.sha256(new ByteArrayInputStream(manifest)))
        .isEqualTo(clips.manifest(clip.id()).orElseThrow().sha256());
    // The hash of the manifest is in the public log, so nobody can write another one later.
    assertThat(trail.ofCamera(clip.camera().toString(), Long.MAX_VALUE, 50))
        .anySatisfy(entry ->
            assertThat(entry.plain())
                .containsEntry("manifest", clips.manifest(clip.id()).orElseThrow().sha256()));
    // What is in the file is what the camera sent.
    var read = Manifest.read(new String(manifest, UTF_8));
    var sent = sentByTheCamera();
    var at = (int) read.data();
    for (var picture : read.pictures()) {
      assertThat(sent).contains(HexFormat.of().formatHex(mp4, at, at + picture.bytes()));
      at += picture.bytes();
    }
    assertThat(read.canonical().getBytes(UTF_8)).isEqualTo(manifest);
  }

  @Test
  void onePictureThatIsChangedIsFoundOut() throws Exception {
    var clip = ((ClipAnswer.Stored) save(permit())).clip();
    var mp4 = stored(clip);
    var manifest = storedManifest(clip);
    mp4[mp4.length - 10] ^= 1;

    var last = Manifest.read(new String(manifest, UTF_8)).pictures().size() - 1;
    assertThat(FootageCheck.problems(mp4, manifest))
        .containsExactly(
            "the file has another SHA-256", "picture " + last + " has another SHA-256");
  }

  @Test
  void aWindowIsWhatWasAskedForFromTheKeyframeBefore() throws IOException {
    feed.awaitPictures(90);
    var to = Clock.systemUTC().instant().minusSeconds(1);
    var from = to.minusSeconds(2);

    var answer = save(permit(), new Window.Span(from, to));

    var clip = ((ClipAnswer.Stored) answer).clip();
    // Keyframes are 2 s apart, pictures a fifteenth of a second.
    assertThat(clip.from()).isBetween(from.minusMillis(2200), from.plusMillis(70));
    assertThat(clip.to()).isBetween(to.minusMillis(200), to);
    assertThat(clip.asked()).isEqualTo(new Clip.Asked(micros(from), micros(to), 1, 1));
    assertThat(clip.gaps()).isZero();
    assertThat(DecodedVideo.of(stored(clip)).pictures()).hasSize(clip.pictures());
  }

  @Test
  void nothingThatIsOlderThanThePermitReachesBackLeavesTheRing() {
    feed.awaitPictures(90);
    var ground = Clock.systemUTC().instant().minusSeconds(3);
    var permit = PermitsForTests.reachingBackTo(permit(), ground);

    var clip = ((ClipAnswer.Stored) save(permit)).clip();

    assertThat(clip.from()).isAfterOrEqualTo(ground);
    var before = new Window.Span(ground.minusSeconds(3), ground.minusMillis(1));
    assertThat(save(permit, before)).isInstanceOf(ClipAnswer.Nothing.class);
  }

  @Test
  void aWindowWithAnotherPictureSizeIsKeptInParts() throws Exception {
    try (var changing = FeedForTests.start()) {
      changing.awaitPictures(20);
      changing.device().faults().change(Scene.largeClip());
      changing.awaitPictures(20, 1280);

      var answer =
          new Clips(
                  changing.recent(),
                  footage(),
                  spool(settings(DataSize.ofMegabytes(1))),
                  records(),
                  clips,
                  deliveries,
                  Clock.systemUTC(),
                  Served.NOWHERE)
              .save(permit(changing), RecordedForTests.of(changing.camera() + ""), LAST);

      var parts = ((ClipAnswer.Stored) answer).parts();
      assertThat(parts).hasSize(2);
      assertThat(parts.stream().map(clip -> clip.asked().part()).toList()).containsExactly(1, 2);
      assertThat(clips.ofIncident(incident.value(), 10)).containsExactlyElementsOf(parts);
      assertThat(clips.countOf(List.of(incident, IncidentId.random())))
          .containsExactly(Map.entry(incident, parts.size()));
      for (var part : parts) {
        assertThat(Ffprobe.complaints(stored(part))).isEmpty();
        assertThat(FootageCheck.problems(stored(part), storedManifest(part))).isEmpty();
      }
      assertThat(DecodedVideo.of(stored(parts.getFirst())).width()).isEqualTo(640);
      assertThat(DecodedVideo.of(stored(parts.getLast())).width()).isEqualTo(1280);
    }
  }

  @Test
  void whenOnePartCanNotBeKeptNoneIs() throws Exception {
    try (var changing = FeedForTests.start()) {
      changing.awaitPictures(20);
      changing.device().faults().change(Scene.largeClip());
      changing.awaitPictures(20, 1280);
      var writes = new AtomicInteger();
      var failing =
          new Spool(folder, 1) {
            @Override
            void finish(UUID name, Kept kept) throws IOException {
              if (writes.incrementAndGet() == 2) {
                throw new IOException("no space left on device");
              }
              super.finish(name, kept);
            }
          };

      var answer =
          new Clips(
                  changing.recent(),
                  footage(),
                  failing,
                  records(),
                  clips,
                  deliveries,
                  Clock.systemUTC(),
                  Served.NOWHERE)
              .save(permit(changing), RecordedForTests.of(changing.camera() + ""), LAST);

      assertThat(answer).isEqualTo(new ClipAnswer.NotKept(ClipAnswer.Why.DISK_FAILED));
      assertThat(spooled()).isEmpty();
      assertThat(clips.ofIncident(incident.value(), 10)).isEmpty();
    }
  }

  @Test
  void aGapIsToldWithItsPlace() throws Exception {
    try (var shaky = FeedForTests.start()) {
      shaky.awaitPictures(20);
      shaky.device().faults().drop();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> shaky.gaps() == 1 && shaky.pictures() > 60);

      var answer =
          new Clips(
                  shaky.recent(),
                  footage(),
                  spool(settings(DataSize.ofMegabytes(1))),
                  records(),
                  clips,
                  deliveries,
                  Clock.systemUTC(),
                  Served.NOWHERE)
              .save(permit(shaky), RecordedForTests.of(shaky.camera() + ""), LAST);

      var clip = ((ClipAnswer.Stored) answer).clip();
      assertThat(clip.gaps()).isEqualTo(1);
      var manifest = Manifest.read(new String(storedManifest(clip), UTF_8));
      var gap = manifest.gaps().getFirst();
      assertThat(manifest.pictures().get(gap.before()).afterGap()).isTrue();
      assertThat(manifest.pictures().get(gap.before()).arrived()).isEqualTo(gap.to());
      assertThat(manifest.pictures().get(gap.before() - 1).arrived()).isEqualTo(gap.from());
      assertThat(Ffprobe.complaints(stored(clip))).isEmpty();
    }
  }

  @Test
  void everyEntryOfAClipNamesThePermitOfItsDecision() {
    var permit = permit();
    var id = ((ClipAnswer.Stored) save(permit)).clip().id();

    assertThat(trail.ofCamera(permit.camera().toString(), Long.MAX_VALUE, 50))
        .filteredOn(entry -> id.toString().equals(entry.personal().get("clip")))
        .hasSize(2)
        .allSatisfy(
            entry -> assertThat(entry.personal()).containsEntry("permit", permit.id().toString()));
  }

  @Test
  void theNameInTheStoreSaysNothing() {
    var clip = ((ClipAnswer.Stored) save(permit())).clip();

    var key = clips.key(clip.id()).orElseThrow();
    assertThat(key).matches("clips/[0-9a-f-]{36}\\.mp4");
    assertThat(key)
        .doesNotContain(clip.id().toString())
        .doesNotContain(clip.camera().toString())
        .doesNotContain(incident.toString());
  }

  @Test
  void whileTheStoreIsDownClipsWaitOnDiskAndAreDeliveredLater() throws IOException {
    s3.close();
    var answer = save(permit());

    assertThat(answer).isInstanceOf(ClipAnswer.Spooled.class);
    var id = ((ClipAnswer.Spooled) answer).clip().id();
    deliveries.sweep();
    assertThat(clips.state(id)).contains(ClipState.SPOOLED);
    assertThat(spooled()).hasSize(1);

    s3.open();
    deliveries.start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clips.state(id).filter(ClipState.STORED::equals).isPresent());
    var clip = clips.find(id).orElseThrow();
    assertThat(Spool.sha256(new ByteArrayInputStream(stored(clip)))).isEqualTo(clip.sha256());
    await().until(() -> spooled().isEmpty());
  }

  @Test
  void aStoreThatGivesBackOtherBytesIsNotBelieved() {
    var liar =
        new ClipStore() {
          @Override
          public void prepare() {}

          @Override
          public void delete(String key) {}

          @Override
          public void put(String key, Path file) {}

          @Override
          public InputStream read(String key, long offset, long length) {
            return new ByteArrayInputStream(new byte[(int) length]);
          }
        };
    deliveries = deliveries(settings(DataSize.ofMegabytes(1)), liar, records());

    var answer = save(permit());

    assertThat(answer).isInstanceOf(ClipAnswer.Spooled.class);
    assertThat(spooled()).hasSize(1);
  }

  @Test
  void aFullDiskIsSaidAndLeavesNothing() {
    var full = settings(DataSize.ofTerabytes(8000));
    deliveries = deliveries(full, store(), records());

    var answer =
        clips(full, deliveries, records())
            .save(permit(), RecordedForTests.of(feed.camera() + ""), LAST);

    assertThat(answer).isEqualTo(new ClipAnswer.NotKept(ClipAnswer.Why.DISK_FULL));
    assertThat(spooled()).isEmpty();
  }

  @Test
  void aCameraWithoutPicturesGivesNothing() {
    var elsewhere =
        PermitsForTests.permit(
            OPERATOR, CameraId.random(), Use.CLIP, incident, Clock.systemUTC().instant());

    var answer =
        clips(settings(DataSize.ofMegabytes(1)), deliveries, records())
            .save(elsewhere, RecordedForTests.of(elsewhere.camera() + ""), LAST);

    assertThat(answer).isInstanceOf(ClipAnswer.Nothing.class);
    assertThat(spooled()).isEmpty();
    assertThat(clips.ofIncident(incident.value(), 10)).isEmpty();
  }

  @Test
  void proofsForSomethingElseSaveNothing() {
    var live =
        PermitsForTests.permit(
            OPERATOR, feed.camera(), Use.LIVE, incident, Clock.systemUTC().instant());

    assertThatThrownBy(() -> save(live)).isInstanceOf(IllegalArgumentException.class);
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whereverTheProgramIsKilledNothingIsLostAndNothingIsHalfDone(Step step) throws IOException {
    var mortal = deliveries(settings(DataSize.ofMegabytes(1)), dyingStore(step), dying(step));
    var spool = spool(settings(DataSize.ofMegabytes(1)));
    var saving =
        new Clips(
            feed.recent(),
            footage(),
            dyingSpool(step),
            dying(step),
            clips,
            mortal,
            Clock.systemUTC(),
            Served.NOWHERE);

    try {
      saving.save(permit(), RecordedForTests.of(feed.camera() + ""), LAST);
    } catch (Killed expected) {
      // Deliveries are killed on a thread of their own, and then the caller goes on; either way the
      // program is gone from here on.
    }
    deliveries = deliveries(settings(DataSize.ofMegabytes(1)), store(), records());
    deliveries.sweep();
    deliveries.sweep();

    assertThat(spooled()).isEmpty();
    assertThat(clips.unfinished(spool.id(), Clock.systemUTC().instant(), 10)).isEmpty();
    var found = clips.ofIncident(incident.value(), 10);
    if (step == Step.BEFORE_CUTTING || step == Step.WHILE_CUTTING) {
      // There was never a clip, and nobody was told so.
      assertThat(found).isEmpty();
    } else {
      assertThat(found).hasSize(1);
      var clip = found.getFirst();
      assertThat(clip.state()).isEqualTo(ClipState.STORED);
      assertThat(Spool.sha256(new ByteArrayInputStream(stored(clip)))).isEqualTo(clip.sha256());
      assertThat(clips.custody(clip.id()).stream().map(CustodyLine::act))
          .containsExactly("ASKED", "CUT", "STORED");
    }
  }

  private ClipAnswer save(Permit permit) {
    return save(permit, LAST);
  }

  private ClipAnswer save(Permit permit, Window window) {
    return clips(settings(DataSize.ofMegabytes(1)), deliveries, records())
        .save(permit, RecordedForTests.of(feed.camera() + ""), window);
  }

  private static java.time.Instant micros(java.time.Instant exact) {
    return exact.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
  }

  /// Every picture as the camera has it, in the form of MP4: units with their lengths, without the
  /// parameter sets, which are in the file's head.
  private static Set<String> sentByTheCamera() {
    var clip = Scene.CROSSING.clip();
    var sent = new HashSet<String>();
    for (var i = 0; i < clip.frames(); i++) {
      var out = new StringBuilder();
      for (var unit : units(clip.accessUnit(i))) {
        var type = unit[0] & 0x1F;
        if (type != 7 && type != 8) {
          out.append("%08x".formatted(unit.length)).append(HexFormat.of().formatHex(unit));
        }
      }
      sent.add(out.toString());
    }
    return sent;
  }

  /// Between start codes of three bytes or four.
  private static List<byte[]> units(byte[] annexB) {
    var units = new ArrayList<byte[]>();
    var begin = -1;
    for (var i = 0; i + 2 < annexB.length; i++) {
      if (annexB[i] == 0 && annexB[i + 1] == 0 && annexB[i + 2] == 1) {
        if (begin >= 0) {
          units.add(Arrays.copyOfRange(annexB, begin, annexB[i - 1] == 0 ? i - 1 : i));
        }
        begin = i + 3;
      }
    }
    units.add(Arrays.copyOfRange(annexB, begin, annexB.length));
    return units;
  }

  private Permit permit() {
    return permit(feed);
  }

  private Permit permit(FeedForTests of) {
    return PermitsForTests.permit(
        OPERATOR, of.camera(), Use.CLIP, incident, Clock.systemUTC().instant());
  }

  private RecordedFootage footage() {
    return new RecordedFootage(segments, new Spool(folder.resolve("recordings"), 1), store());
  }

  private Clips clips(StoreSettings settings, Deliveries by, ClipRecords records) {
    return new Clips(
        feed.recent(),
        footage(),
        spool(settings),
        records,
        clips,
        by,
        Clock.systemUTC(),
        Served.NOWHERE);
  }

  private Deliveries deliveries(StoreSettings settings, ClipStore store, ClipRecords records) {
    return new Deliveries(spool(settings), store, records, clips, settings, Clock.systemUTC());
  }

  private ClipStore store() {
    return new MinioClipStore(settings(DataSize.ofMegabytes(1)));
  }

  private ClipRecords records() {
    return new ClipRecords(clips, log, events, transaction, Clock.systemUTC());
  }

  private StoreSettings settings(DataSize leastFree) {
    return new StoreSettings(
        s3.endpoint(),
        "evidence-test",
        s3.accessKey(),
        s3.secretKey(),
        "us-east-1",
        folder,
        leastFree,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofMillis(200),
        Duration.ofSeconds(1));
  }

  private byte[] stored(Clip clip) throws IOException {
    try (var in = store().read(clips.key(clip.id()).orElseThrow(), 0, clip.bytes())) {
      return in.readAllBytes();
    }
  }

  private byte[] storedManifest(Clip clip) throws IOException {
    var key = ClipStore.manifestOf(clips.key(clip.id()).orElseThrow());
    var size = clips.manifest(clip.id()).orElseThrow().bytes();
    try (var in = store().read(key, 0, size)) {
      return in.readAllBytes();
    }
  }

  private List<Path> spooled() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.endsWith("spool.id") && !file.endsWith("recordings"))
          .filter(file -> !file.toString().endsWith(".manifest"))
          .toList();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private Spool spool(StoreSettings settings) {
    return new Spool(settings.spool(), settings.leastFree().toBytes());
  }

  private Spool dyingSpool(Step step) {
    return new Spool(folder, 1) {
      @Override
      Kept write(UUID name, Film film, Manifest.About about) throws IOException {
        if (step == Step.BEFORE_CUTTING) {
          throw new Killed();
        }
        return super.write(name, film, about);
      }

      @Override
      void finish(UUID name, Kept kept) throws IOException {
        if (step == Step.WHILE_CUTTING) {
          throw new Killed();
        }
        super.finish(name, kept);
      }
    };
  }

  private ClipRecords dying(Step step) {
    return new ClipRecords(clips, log, events, transaction, Clock.systemUTC()) {
      @Override
      void spooled(ClipId id, Spool.Kept kept) {
        if (step == Step.BEFORE_SPOOLED) {
          throw new Killed();
        }
        super.spooled(id, kept);
        if (step == Step.AFTER_SPOOLED) {
          throw new Killed();
        }
      }

      @Override
      void stored(ClipId id) {
        if (step == Step.BEFORE_STORED) {
          throw new Killed();
        }
        super.stored(id);
        if (step == Step.AFTER_STORED) {
          throw new Killed();
        }
      }
    };
  }

  private ClipStore dyingStore(Step step) {
    var real = store();
    return new ClipStore() {
      @Override
      public void prepare() {}

      @Override
      public void delete(String key) {}

      @Override
      public void put(String key, Path file) throws IOException {
        if (step == Step.BEFORE_PUT) {
          throw new Killed();
        }
        real.put(key, file);
        if (step == Step.AFTER_PUT) {
          throw new Killed();
        }
      }

      @Override
      public InputStream read(String key, long offset, long length) throws IOException {
        return real.read(key, offset, length);
      }
    };
  }
}
