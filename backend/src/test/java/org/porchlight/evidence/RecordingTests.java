package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Recordable;
import org.porchlight.access.Use;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.camerasim.Scene;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.feeds.FeedForTests;
import org.porchlight.feeds.Film;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.NewIncident;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.testing.DecodedVideo;
import org.porchlight.testing.Ffprobe;
import org.porchlight.testing.S3ForTests;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// What docs/design/recording.md promises, with a real camera, database and store.
@SpringBootTest
class RecordingTests {

  static S3ForTests s3;

  @Autowired BeanFactory beans;
  @Autowired Recorder usual;
  @Autowired SegmentStore usualStore;
  @Autowired Recordable recordable;
  @Autowired Sharing sharing;
  @Autowired IncidentDesk desk;
  @Autowired OwnerCameras ownerCameras;
  @Autowired JdbcRecordings recordings;
  @Autowired JdbcSegments segments;
  @Autowired JdbcSegmentCopies segmentCopies;
  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired TransactionTemplate transaction;

  final PresentForTests present = new PresentForTests();
  @TempDir Path folder;

  Town town;
  Actor owner;
  Actor operator;
  Actor supervisor;
  CameraId camera;
  FeedForTests feed;
  Spool spool;
  Recorder recorder;
  SegmentStore delivery;

  @BeforeAll
  static void openStore() {
    s3 = S3ForTests.start();
  }

  @AfterAll
  static void closeStore() {
    s3.close();
  }

  @BeforeEach
  void oneTown() {
    usual.stop();
    usualStore.stop();
    town = new Town(beans);
    owner = town.owner();
    operator = town.person(Role.OPERATOR);
    supervisor = town.person(Role.SUPERVISOR);
    spool = new Spool(folder, 1);
    build(spool);
  }

  @AfterEach
  void away() {
    recorder.stop();
    delivery.stop();
    if (camera != null) {
      recordings.removeRule(camera);
    }
    if (feed != null) {
      feed.close();
    }
    usual.start();
    usualStore.start();
  }

  @Test
  void filesFollowEachOtherToThePictureAndAnybodyCanProveThem() throws Exception {
    share(Level.ALWAYS);
    rule(7);

    awaitFiles(3);
    delivery.sweep();

    var files = files();
    for (var i = 1; i < files.size(); i++) {
      assertThat(files.get(i).follows(files.get(i - 1))).isTrue();
    }
    for (var file : files.subList(0, 3)) {
      var mp4 = stored(file.key(), file.bytes());
      var manifest = stored(ClipStore.manifestOf(file.key()), file.manifestBytes());
      assertThat(FootageCheck.problems(mp4, manifest)).isEmpty();
      assertThat(Ffprobe.complaints(mp4)).isEmpty();
      assertThat(DecodedVideo.of(mp4).pictures()).hasSize(file.pictures());
      assertThat(sha256(manifest)).isEqualTo(file.manifestSha256());
      assertThat(file.key()).matches("recordings/[0-9a-f-]{36}\\.mp4");
      assertThat(spool.file(file.id())).doesNotExist();
    }
    var footage = recordingsOf().footage(camera, Instant.EPOCH, now());
    assertThat(footage.recorded()).hasSize(1);
    assertThat(footage.gaps()).isEmpty();
    assertThat(events()).containsSubsequence("camera.record.start");
  }

  @ParameterizedTest
  @EnumSource(names = {"REGISTERED", "ON_REQUEST", "DURING_INCIDENTS"})
  void whatIsNotSharedAlwaysIsRecordedByNoRule(Level level) {
    share(level);

    assertThat(recordingsOf().rule(supervisor, camera, 7)).isFalse();
    // Not even if there is one, from better times.
    recordings.putRule(new JdbcRecordings.Rule(camera, town.agency, 7), supervisor.person(), now());
    recorder.lookAround();

    assertThat(recordings.open(camera)).isEmpty();
  }

  @Test
  void onlySupervisorsSetRules() {
    share(Level.ALWAYS);

    for (var role : Role.values()) {
      var may = recordingsOf().rule(town.person(role), camera, 3);
      assertThat(may).as(role.name()).isEqualTo(role == Role.SUPERVISOR);
    }
    assertThat(recordingsOf().rule(new Town(beans).person(Role.SUPERVISOR), camera, 3)).isFalse();
  }

  @Test
  void duringAnIncidentItIsRecordedUntilTheGroundEndsAndNoPictureLonger() {
    share(Level.DURING_INCIDENTS);
    var incident = openIncident();
    begin(incident);
    awaitFiles(1);

    desk.close(supervisor, incident.id());
    var closedAt = now();
    recorder.look(_ -> true);
    await().until(() -> recordings.open(camera).isEmpty());

    var files = files();
    assertThat(files.getLast().to()).isBefore(closedAt);
    // What was growing when it ended is kept too.
    assertThat(files.getLast().to()).isAfter(closedAt.minusMillis(1500));
    assertThat(recordings.newest(camera, now()).orElseThrow().endReason())
        .isEqualTo("INCIDENT_CLOSED");
    assertThat(events()).containsSubsequence("camera.record.close", "camera.record.start");
  }

  @Test
  void whatIsSharedAlwaysAndRecordedForAnIncidentEndsWithItToo() {
    share(Level.ALWAYS);
    var incident = openIncident();
    begin(incident);

    desk.close(supervisor, incident.id());
    recorder.lookAround();
    await().until(() -> recordings.open(camera).isEmpty());
    recorder.lookAround();

    assertThat(recordings.open(camera)).isEmpty();
    assertThat(recordings.newest(camera, now()).orElseThrow().endReason())
        .isEqualTo("INCIDENT_CLOSED");
  }

  @Test
  void theCommitItselfEndsItNotOnlyTheNextLook() {
    // The recorder of the house, whose clockwork stands still.
    camera = town.proved(owner, town.center, Terms.usual(Level.ALWAYS, "en"));
    recordings.putRule(new JdbcRecordings.Rule(camera, town.agency, 7), supervisor.person(), now());
    usual.lookAround();
    assertThat(recordings.open(camera)).isPresent();

    sharing.off(owner, camera);

    await().atMost(Duration.ofSeconds(5)).until(() -> recordings.open(camera).isEmpty());
    assertThat(recordings.newest(camera, now()).orElseThrow().endReason())
        .isEqualTo("SWITCHED_OFF");
  }

  @Test
  void nothingFromBeforeTheIncidentIsRecorded() {
    share(Level.DURING_INCIDENTS);
    feed.awaitPictures(60);
    var incident = openIncident();
    begin(incident);

    awaitFiles(1);

    assertThat(files().getFirst().from()).isAfterOrEqualTo(incident.openedAt());
  }

  @Test
  void theSecondsBeforeThatTheOwnerSwitchedOnAreRecorded() {
    share(
        new Terms(
            Level.DURING_INCIDENTS,
            500,
            3,
            false,
            3,
            Terms.usual(Level.DURING_INCIDENTS, "en").schedule(),
            Terms.usual(Level.DURING_INCIDENTS, "en").textVersion(),
            "en"));
    feed.awaitPictures(120);
    var incident = openIncident();
    begin(incident);

    awaitFiles(1);

    assertThat(files().getFirst().from())
        .isBetween(incident.openedAt().minusSeconds(3), incident.openedAt());
  }

  @Test
  void whenTheOwnerSwitchesOffItEndsAtOnceAndWhatIsNotInAFileIsDropped() {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);

    sharing.off(owner, camera);
    var offAt = now();
    recorder.look(_ -> true);
    await().atMost(Duration.ofSeconds(2)).until(() -> recordings.open(camera).isEmpty());
    recorder.lookAround();

    assertThat(recordings.open(camera)).isEmpty();
    assertThat(files()).allSatisfy(file -> assertThat(file.to()).isBefore(offAt));
    assertThat(recordings.newest(camera, now()).orElseThrow().endReason())
        .isEqualTo("SWITCHED_OFF");
  }

  @Test
  void aPersonOfTheAgencyStopsIt() {
    share(Level.DURING_INCIDENTS);
    begin(openIncident());

    assertThat(recordingsOf().stop(new Town(beans).person(Role.OPERATOR), camera)).isFalse();
    assertThat(recordingsOf().stop(town.person(Role.HOUSING_MANAGER), camera)).isFalse();
    assertThat(recordingsOf().stop(operator, camera)).isTrue();

    assertThat(recordings.open(camera)).isEmpty();
  }

  @Test
  void proofsForSomethingElseRecordNothing() {
    share(Level.DURING_INCIDENTS);
    var incident = openIncident();
    var clip = PermitsForTests.permit(operator, camera, Use.CLIP, incident.id(), now());

    assertThatThrownBy(() -> recordingsOf().begin(clip, RecordedForTests.of(camera + "")))
        .isInstanceOf(IllegalArgumentException.class);
    var record = PermitsForTests.permit(operator, camera, Use.RECORD, incident.id(), now());
    assertThatThrownBy(
            () -> recordingsOf().begin(record, RecordedForTests.of(CameraId.random() + "")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(recordings.open(camera)).isEmpty();
  }

  @Test
  void whileTheStoreIsDownFilesWaitOnDiskAndAreDeliveredLater() throws IOException {
    share(Level.ALWAYS);
    s3.close();
    rule(7);
    awaitFiles(2);
    delivery.sweep();
    assertThat(spool.complete()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(files()).noneMatch(Segment::stored);

    s3.open();
    recorder.stop();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> {
          delivery.sweep();
          return files().stream().allMatch(Segment::stored);
        });

    assertThat(spool.complete()).isEmpty();
    assertThat(recordingsOf().footage(camera, Instant.EPOCH, now()).gaps()).isEmpty();
  }

  @Test
  void whenTheDiskIsFullTheOldestThatNobodyHoldsIsGivenUpAndTheGapIsTold() throws IOException {
    share(Level.ALWAYS);
    var full = new AtomicReference<Boolean>(false);
    var small =
        new Spool(folder, 1) {
          @Override
          boolean isFull() {
            try {
              return full.get() && complete().size() >= 3;
            } catch (IOException failed) {
              throw new java.io.UncheckedIOException(failed);
            }
          }
        };
    recorder.stop();
    build(small);
    rule(7);
    awaitFiles(3);
    var held = files().getFirst();
    recordingsOf().hold(supervisor, camera, held.from(), held.to(), "case 7");
    full.set(true);
    var before = files().size();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> events().stream().filter("camera.record.given_up"::equals).count() >= 2);
    recorder.stop();

    assertThat(before).isGreaterThanOrEqualTo(3);
    assertThat(files().stream().map(Segment::id)).contains(held.id());
    assertThat(recordingsOf().footage(camera, Instant.EPOCH, now()).gaps()).isNotEmpty();
  }

  @Test
  void afterAKillOnlyTheFileInProgressIsMissingAndThatIsAGap() throws IOException {
    share(Level.DURING_INCIDENTS);
    ask(openIncident());
    await()
        .atMost(Duration.ofSeconds(25))
        .until(() -> {
          recorder.lookAround();
          return files().size() >= 2;
        });
    var last = files().getLast();

    // The program is gone: nobody calls this recorder any more, and the feed begins anew.
    feed.close();
    feed = FeedForTests.start(camera);
    Files.writeString(folder.resolve(UUID.randomUUID() + ".part"), "torso");
    build(spool);
    recorder.start();
    awaitFiles(files().size() + 1);

    assertThat(spool.torsos()).isEmpty();
    var footage = recordingsOf().footage(camera, Instant.EPOCH, now());
    assertThat(footage.recorded()).hasSize(2);
    assertThat(footage.gaps()).hasSize(1);
    assertThat(footage.gaps().getFirst().from()).isEqualTo(last.to());
    // Newest first: it goes on, on the same ground.
    assertThat(events()).startsWith("camera.record.start", "camera.record.close");
  }

  @Test
  void aProgramThatIsStoppedAndStartedGoesOnWhileTheGroundStands() {
    share(Level.DURING_INCIDENTS);
    var incident = openIncident();
    begin(incident);
    awaitFiles(1);

    recorder.stop();
    assertThat(recordings.open(camera)).isEmpty();
    recorder.start();
    await().until(() -> recordings.open(camera).isPresent());
    recorder.stop();
    desk.close(supervisor, incident.id());
    recorder.lookAround();

    assertThat(recordings.open(camera)).isEmpty();
  }

  @Test
  void aFileWhoseRowWasNotWrittenAnyMoreGetsOneAndOnlyOne() throws IOException {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);
    recorder.stop();
    var known = files().getLast();
    feed.awaitPictures(100);
    // The last steps before the kill: the file is complete, the row is not there.
    try (var taken = feed.reels().open(leave()).rest()) {
      var shots = taken.shots();
      var after = shots.stream().filter(shot -> shot.number() > known.lastNumber()).toList();
      var film = Film.of(after).getFirst();
      var about = new Manifest.About(camera, film.from(), film.to(), 1, 1);
      spool.write(UUID.randomUUID(), film, about);
      spool.write(UUID.randomUUID(), film, about);
    }
    var before = files().size();

    delivery.recover();
    delivery.recover();

    assertThat(files()).hasSize(before + 1);
    assertThat(spool.complete()).hasSize(before + 1);
  }

  @Test
  void aCameraThatChangesItsPictureSizeIsRecordedWithoutAGap() {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);
    feed.device().faults().change(Scene.largeClip());

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> files().stream().map(Segment::codecs).distinct().count() == 2);

    assertThat(recordingsOf().footage(camera, Instant.EPOCH, now()).recorded()).hasSize(1);
  }

  @Test
  void aCameraThatWasAwayLeavesAGapOfThatLength() {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);
    feed.device().faults().drop();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !recordingsOf().footage(camera, Instant.EPOCH, now()).gaps().isEmpty());

    var gap = recordingsOf().footage(camera, Instant.EPOCH, now()).gaps().getFirst();
    assertThat(Duration.between(gap.from(), gap.to()).toMillis()).isBetween(60L, 4000L);
  }

  @Test
  void whatIsOverItsTimeIsDeletedObjectAndRowUnlessItIsHeld() throws Exception {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(3);
    recorder.stop();
    delivery.sweep();
    var files = files();
    var held = files.get(1);
    var hold = recordingsOf().hold(supervisor, camera, held.from(), held.to(), "case 7");

    purgeAfter(Duration.ofDays(6));
    assertThat(files()).hasSameSizeAs(files);

    // The files touch, so the hold keeps its neighbours' last pictures too, and so them.
    purgeAfter(Duration.ofDays(8));
    assertThat(files().stream().map(Segment::id)).contains(held.id());
    recordingsOf().endHold(supervisor, camera, hold);
    purgeAfter(Duration.ofDays(8));

    assertThat(files()).isEmpty();
    for (var file : files) {
      assertThatThrownBy(() -> stored(file.key(), file.bytes())).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> stored(ClipStore.manifestOf(file.key()), file.manifestBytes()))
          .isInstanceOf(IOException.class);
    }
    assertThat(events()).contains("camera.record.purged", "camera.record.held");
  }

  @Test
  void anObjectThatTheStoreDoesNotDeleteKeepsItsRow() {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);
    recorder.stop();
    delivery.sweep();
    s3.close();
    try {
      purgeAfter(Duration.ofDays(8));
      assertThat(events()).doesNotContain("camera.record.purged");
    } finally {
      s3.open();
    }

    purgeAfter(Duration.ofDays(8));

    assertThat(files()).isEmpty();
    assertThat(events()).contains("camera.record.purged");
  }

  @Test
  void aClockThatWasSetForwardDeletesNothing() {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);
    recorder.stop();
    var clock = new AtomicReference<>(Clock.systemUTC());
    var jumping = delivery(spool, clockOf(clock));
    clock.set(Clock.offset(Clock.systemUTC(), Duration.ofDays(400)));

    jumping.purge();

    assertThat(files()).isNotEmpty();
  }

  @Test
  void whatWasRecordedOfADeletedCameraGoesWithIt() {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);

    ownerCameras.delete(owner, camera);
    recorder.look(_ -> true);
    await().until(() -> recordings.open(camera).isEmpty());
    await()
        .until(
            () -> recordings.newest(camera, now()).filter(one -> one.keepDays() == 0).isPresent());
    delivery.sweep();
    purgeAfter(Duration.ofMinutes(5));

    assertThat(files()).isEmpty();
  }

  @Test
  void recordingAndRingTogetherHaveEveryPictureOnce() throws Exception {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(2);
    delivery.sweep();
    awaitFiles(3);
    recorder.stop();
    var first = files().getFirst();

    try (var reading = footage().open(camera, first.from(), now(), null);
        var taken = feed.reels().open(leave()).rest()) {
      // The ring is longer than what was recorded, so everything is there twice.
      var shots = new ArrayList<>(reading.shots());
      shots.addAll(taken.shots());
      var film = Film.of(shots).getFirst();

      assertThat(reading.shots().size()).isGreaterThan(60);
      assertThat(film.gaps()).isEmpty();
      var last = taken.shots().getLast().number();
      assertThat(film.shots()).hasSize((int) (last - first.firstNumber()) + 1);
      var file = new ByteArrayOutputStream();
      film.write(file, (_, _) -> {});
      assertThat(DecodedVideo.of(file.toByteArray()).pictures()).hasSize(film.shots().size());
      assertThat(Ffprobe.complaints(file.toByteArray())).isEmpty();
    }
  }

  @Test
  void whatTheStoreHasChangedIsNotReadAsFootage() throws IOException {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(1);
    recorder.stop();
    delivery.sweep();
    var file = files().getFirst();
    var other = Files.write(folder.resolve("other"), new byte[(int) file.bytes()]);
    new MinioClipStore(storeSettings()).put(file.key(), other);

    try (var reading = footage().open(camera, file.from(), file.to(), null)) {
      assertThat(reading.shots()).isEmpty();
    }
  }

  @Test
  void nothingOlderThanTheGroundIsReadFromARecording() throws IOException {
    share(Level.ALWAYS);
    rule(7);
    awaitFiles(3);
    var second = files().get(1);

    try (var reading = footage().open(camera, Instant.EPOCH, now(), second.from().minusMillis(1))) {
      assertThat(reading.shots()).isNotEmpty();
      assertThat(reading.shots().getFirst().number()).isEqualTo(second.firstNumber());
    }
    var ground = second.from().plusMillis(400);
    try (var reading = footage().open(camera, Instant.EPOCH, now(), ground)) {
      var first = reading.shots().getFirst();
      assertThat(first.key()).isTrue();
      assertThat(first.arrived()).isAfterOrEqualTo(ground);
    }
  }

  // ---- the house ----

  private RecordedFootage footage() {
    return new RecordedFootage(segments, spool, new MinioClipStore(storeSettings()));
  }

  private void share(Level level) {
    share(Terms.usual(level, "en"));
  }

  private void share(Terms terms) {
    camera = town.proved(owner, town.center, terms);
    feed = FeedForTests.start(camera);
    build(spool);
  }

  private void build(Spool at) {
    var settings =
        new RecordingSettings(
            Duration.ofSeconds(2),
            DataSize.ofMegabytes(8),
            Duration.ofMillis(200),
            30,
            DataSize.ofBytes(1),
            Duration.ofHours(1));
    delivery = delivery(at, Clock.systemUTC());
    recorder =
        new Recorder(
            recordable,
            feed == null ? null : feed.reels(),
            at,
            records(),
            recordings,
            segments,
            delivery,
            settings,
            Clock.systemUTC());
  }

  private SegmentStore delivery(Spool at, Clock clock) {
    return new SegmentStore(
        at,
        new MinioClipStore(storeSettings()),
        records(),
        recordings,
        segments,
        segmentCopies,
        storeSettings(),
        new RecordingSettings(
            Duration.ofSeconds(2),
            DataSize.ofMegabytes(8),
            Duration.ofMillis(200),
            30,
            DataSize.ofBytes(1),
            Duration.ofHours(1)),
        clock);
  }

  private RecordingRecords records() {
    return new RecordingRecords(recordings, segments, log, transaction, Clock.systemUTC());
  }

  private Recordings recordingsOf() {
    return new Recordings(
        recorder,
        recordable,
        present,
        recordings,
        segments,
        log,
        transaction,
        new RecordingSettings(
            Duration.ofSeconds(2),
            DataSize.ofMegabytes(8),
            Duration.ofMillis(200),
            30,
            DataSize.ofBytes(1),
            Duration.ofHours(1)),
        Clock.systemUTC());
  }

  private StoreSettings storeSettings() {
    return new StoreSettings(
        s3.endpoint(),
        "recording-test",
        s3.accessKey(),
        s3.secretKey(),
        "us-east-1",
        folder,
        DataSize.ofBytes(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofMillis(200),
        Duration.ofMillis(500));
  }

  /// As if a program had begun so long from now, and its clock were right.
  private void purgeAfter(Duration time) {
    delivery(spool, Clock.fixed(now().plus(time), ZoneOffset.UTC)).purge();
  }

  private static Clock clockOf(AtomicReference<Clock> clock) {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return clock.get().instant();
      }
    };
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private void rule(int days) {
    recordings.putRule(
        new JdbcRecordings.Rule(camera, town.agency, days), supervisor.person(), now());
    recorder.start();
  }

  private void begin(Incident incident) {
    ask(incident);
    recorder.start();
  }

  private void ask(Incident incident) {
    var permit = PermitsForTests.permit(operator, camera, Use.RECORD, incident.id(), now());
    assertThat(recordingsOf().begin(permit, RecordedForTests.of(camera + "")))
        .isInstanceOf(RecordingAnswer.GoesOn.class);
  }

  private Incident openIncident() {
    var answer =
        desk.openByHand(
            supervisor, new NewIncident(null, "Robbery", 1, town.center, "100 Main Street"));
    return ((DeskAnswer.Done) answer).incident();
  }

  private org.porchlight.access.RecordingLeave leave() {
    return ((Recordable.Answer.May) recordable.ask(camera, town.agency, null)).leave();
  }

  private void awaitFiles(int count) {
    await().atMost(Duration.ofSeconds(25)).until(() -> files().size() >= count);
  }

  private List<Segment> files() {
    return segments.between(camera, Instant.EPOCH, now().plusSeconds(60), 1000);
  }

  private List<String> events() {
    return trail.ofCamera(camera.toString(), Long.MAX_VALUE, 200).stream()
        .map(entry -> entry.event())
        .toList();
  }

  private byte[] stored(String key, long bytes) throws IOException {
    try (var in = new MinioClipStore(storeSettings()).read(key, 0, bytes)) {
      return in.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) throws IOException {
    assertThat(new String(bytes, UTF_8)).startsWith("{");
    return Spool.sha256(new ByteArrayInputStream(bytes));
  }
}
