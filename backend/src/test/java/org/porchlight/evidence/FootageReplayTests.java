package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.access.AccessForTests;
import org.porchlight.access.EndReason;
import org.porchlight.access.Looks;
import org.porchlight.access.LooksForTests;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Reason;
import org.porchlight.access.Use;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.camerasim.Scene;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.feeds.FeedForTests;
import org.porchlight.feeds.Film;
import org.porchlight.feeds.FootageCopies;
import org.porchlight.feeds.HearingForTests;
import org.porchlight.feeds.Shot;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.feeds.Window;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PresentForTests;
import org.porchlight.identity.Role;
import org.porchlight.identity.SessionEnded;
import org.porchlight.incidents.DeskAnswer;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentDesk;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.NewIncident;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Mask;
import org.porchlight.registry.Masks;
import org.porchlight.testing.Ffprobe;
import org.porchlight.testing.S3ForTests;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/// Looking at recordings by time: with pictures of a real camera, a database and a store.
@SpringBootTest
class FootageReplayTests {

  static final Set<ViewerFormat> H264 = EnumSet.of(ViewerFormat.H264);

  static FeedForTests feed;

  /// One whose owner let its sound be received.
  static FeedForTests loud;

  static S3ForTests s3;

  @Autowired BeanFactory beans;
  @Autowired JdbcSegments segments;
  @Autowired JdbcSegmentCopies copyRows;
  @Autowired JdbcRecordings recordings;
  @Autowired FootageCopies maker;
  @Autowired Masks masks;
  @Autowired Sharing sharing;
  @Autowired IncidentDesk desk;
  @Autowired AuditLog log;
  @Autowired AuditTrail trail;
  @Autowired TransactionTemplate transaction;
  @TempDir Path folder;

  final PresentForTests present = new PresentForTests();
  final Watched watched = new Watched();
  final Set<CameraId> heard = ConcurrentHashMap.newKeySet();
  Town town;
  Actor owner;
  Actor operator;
  CameraId camera;
  Spool spool;
  MinioClipStore store;
  Looks looks;
  FootageReplay replays;

  /// What the viewer was told.
  static final class Watched implements ReplayWatcher {

    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void ended(EndReason why) {
      told.add(why.code());
    }

    @Override
    public void changed() {
      told.add("CHANGED");
    }
  }

  final LongAdder served = new LongAdder();

  @BeforeAll
  static void pull() {
    s3 = S3ForTests.start();
    feed = FeedForTests.start();
    loud = FeedForTests.startHeard(Scene.clipWithAac());
    feed.awaitPictures(100);
    loud.awaitPictures(100);
  }

  @AfterAll
  static void letGo() {
    feed.close();
    loud.close();
    s3.close();
  }

  @BeforeEach
  void oneTown() {
    town = new Town(beans);
    owner = town.owner();
    operator = town.person(Role.OPERATOR);
    spool = new Spool(folder, 1);
    store = new MinioClipStore(settings(s3.endpoint()));
    looks = LooksForTests.of(beans, AccessForTests.of(beans, present));
    replays = replays(store);
  }

  @AfterEach
  void close() {
    looks.stop();
  }

  @Test
  void whatWasRecordedIsFoundByTimeAndGivenAsItWasWritten() throws Exception {
    share(Level.ALWAYS);
    var files = record(0, 1, 2);
    var replay = open();

    var found = replay.between(files.getFirst().from().minusSeconds(60), files.getLast().to());

    assertThat(found.pieces().stream().map(ReplayFootage.Piece::id))
        .containsExactlyElementsOf(files.stream().map(Segment::id).toList());
    assertThat(found.footage().recorded())
        .containsExactly(new Footage.Span(files.getFirst().from(), files.getLast().to()));
    assertThat(found.footage().gaps()).isEmpty();
    assertThat(replay.extent())
        .contains(new Footage.Span(files.getFirst().from(), files.getLast().to()));
    for (var file : files) {
      var piece = opened(replay, file.id(), H264);
      assertThat(piece.derivative()).isFalse();
      assertThat(Spool.sha256(new ByteArrayInputStream(bytes(piece)))).isEqualTo(file.sha256());
    }
    var some = opened(replay, files.getFirst().id(), H264);
    try (var part = some.read(100, 200)) {
      assertThat(part.readNBytes(200)).hasSize(200);
    }
    assertThatThrownBy(() -> some.read(0, some.bytes() + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneReplayIsOneDecisionAndOneEndWithWhatWasGivenOut() throws Exception {
    share(Level.ALWAYS);
    var files = record(0, 1);
    var replay = open();
    for (var file : files) {
      bytes(opened(replay, file.id(), H264));
    }

    replay.close();
    replay.close();

    assertThat(events()).containsExactly("camera.replay.close", "camera.replay.open");
    var end = trail.ofCamera(camera.toString(), Long.MAX_VALUE, 1).getFirst();
    assertThat(end.toString())
        .contains("VIEWER_LEFT")
        .contains(String.valueOf(files.stream().mapToLong(Segment::bytes).sum()));
    assertThat(served.sum()).isEqualTo(files.stream().mapToLong(Segment::bytes).sum());
    assertThat(replays.piece(operator, replay.id(), files.getFirst().id(), H264))
        .isInstanceOf(ReplayPieceAnswer.NoReplay.class);
    assertThat(replay.between(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)).pieces()).isEmpty();
    assertThat(replay.extent()).isEmpty();
  }

  @Test
  void aGapInTheMiddleIsToldToThePicture() {
    share(Level.ALWAYS);
    var files = record(0, 2);

    var found = open().between(files.getFirst().from(), files.getLast().to());

    assertThat(found.pieces()).hasSize(2);
    assertThat(found.footage().recorded()).hasSize(2);
    assertThat(found.footage().gaps())
        .containsExactly(new Footage.Span(files.getFirst().to(), files.getLast().from()));
  }

  @Test
  void whereNothingIsRecordedThatIsSaid() {
    share(Level.ALWAYS);
    assertThat(open().extent()).isEmpty();
    var files = record(0);
    var replay = open();

    var after = files.getLast().to().plusSeconds(1);
    assertThat(replay.between(after, after.plusSeconds(600)).pieces()).isEmpty();
    assertThatThrownBy(() -> replay.between(after, after))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> replay.between(after, after.plus(Replay.LONGEST).plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsPurgedWhileSomebodyLooksIsGoneAndItsNeighbourIsNot() {
    share(Level.ALWAYS);
    var files = record(0, 1);
    var replay = open();

    segments.remove(files.getFirst().id());

    assertThat(replays.piece(operator, replay.id(), files.getFirst().id(), H264))
        .isInstanceOf(ReplayPieceAnswer.NoPiece.class);
    assertThat(opened(replay, files.getLast().id(), H264)).isNotNull();
  }

  @Test
  void whileTheStoreIsDownReadingFailsAndTheReplayStaysOpen() throws Exception {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    deliver(file);
    var replay = open();
    s3.close();
    try {
      var piece = opened(replay, file.id(), H264);
      assertThatThrownBy(() -> bytes(piece)).isInstanceOf(IOException.class);
    } finally {
      s3.open();
    }

    assertThat(Spool.sha256(new ByteArrayInputStream(bytes(opened(replay, file.id(), H264)))))
        .isEqualTo(file.sha256());
  }

  @Test
  void whatIsMaskedIsBlankInEveryPictureAndTheFileStaysAsItWas() throws Exception {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    mask(Mask.rectangle(0, 0, 0.5, 1));
    var replay = open();

    var piece = opened(replay, file.id(), H264);
    var film = bytes(piece);

    assertThat(piece.derivations()).containsExactly(Derivation.MASKED);
    assertThat(Spool.sha256(new ByteArrayInputStream(film))).isEqualTo(piece.sha256());
    assertThat(Ffprobe.complaints(film)).isEmpty();
    assertThat(leftHalfIsGrey(film)).isTrue();
    assertThat(opened(replay, file.id(), H264).sha256()).isEqualTo(piece.sha256());
    try (var original = spool.read(file.id(), 0)) {
      assertThat(Spool.sha256(original)).isEqualTo(file.sha256());
    }
  }

  @Test
  void aNewerMaskedCopyTakesThePlaceOfTheOlderOneInTheStoreToo() throws Exception {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    mask(Mask.rectangle(0, 0, 0.5, 1));
    var replay = open();
    var old = opened(replay, file.id(), H264);
    var oldKey = copyRows.keys(file.id()).getFirst();
    assertThat(s3.objects("replay-test")).contains(oldKey);

    mask(Mask.rectangle(0, 0, 1, 1));
    var now = opened(replay, file.id(), H264);

    assertThat(now.sha256()).isNotEqualTo(old.sha256());
    var newKey = copyRows.keys(file.id());
    assertThat(newKey).hasSize(1).doesNotContain(oldKey);
    assertThat(s3.objects("replay-test")).containsAll(newKey).doesNotContain(oldKey);
    assertThatThrownBy(() -> bytes(old)).isInstanceOf(IOException.class);
    assertThat(Spool.sha256(new ByteArrayInputStream(bytes(now)))).isEqualTo(now.sha256());
  }

  @Test
  void masksThatAreDrawnWhileSomebodyLooksCutOffWhatIsOnItsWay() throws Exception {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    var replay = open();
    var before = opened(replay, file.id(), H264);
    try (var reading = before.read(0, before.bytes())) {
      assertThat(reading.readNBytes(100)).hasSize(100);

      mask(Mask.rectangle(0, 0, 0.5, 1));
      replays.masksChanged(camera);

      assertThatThrownBy(() -> reading.readNBytes(100)).isInstanceOf(IOException.class);
    }
    await().until(() -> watched.told.contains("CHANGED"));
    var after = opened(replay, file.id(), H264);
    assertThat(after.derivations()).containsExactly(Derivation.MASKED);
    assertThat(leftHalfIsGrey(bytes(after))).isTrue();
  }

  @Test
  void whereNoCopyCanBeMadeNothingIsShown() {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    mask(Mask.rectangle(0, 0, 1, 1));
    replays = replays(new MinioClipStore(settings("http://127.0.0.1:1")));

    assertThat(replays.piece(operator, open().id(), file.id(), H264))
        .isInstanceOf(ReplayPieceAnswer.NotNow.class);
  }

  @Test
  void whatABrowserDoesNotPlayIsCopiedOnceForAll() {
    share(Level.ALWAYS);
    var file = record("hvc1.1.6.L93.B0");

    var replay = open();
    var copy = opened(replay, file.id(), H264);

    assertThat(copy.derivations()).containsExactly(Derivation.CONVERTED);
    assertThat(opened(open(), file.id(), H264).sha256()).isEqualTo(copy.sha256());
    var all = EnumSet.of(ViewerFormat.H264, ViewerFormat.H265);
    assertThat(opened(replay, file.id(), all).derivative()).isFalse();
  }

  @Test
  void whatWasRecordedWithSoundIsSilentOnceItsOwnerHasSwitchedSoundOff() throws Exception {
    share(Level.ALWAYS);
    var file = keep(loud, 1, UUID.randomUUID(), null);
    heard.add(camera);
    var replay = open();
    var before = opened(replay, file.id(), H264);
    assertThat(before.derivative()).isFalse();
    assertThat(Ffprobe.decoded(bytes(before))).matches("h264,30 aac,\\d+");
    byte[] whole;
    try (var reading = before.read(0, before.bytes())) {
      assertThat(reading.readNBytes(100)).hasSize(100);

      heard.remove(camera);
      replays.consentChanged(camera);

      assertThatThrownBy(() -> reading.readNBytes(100)).isInstanceOf(IOException.class);
    }
    await().until(() -> watched.told.contains("CHANGED"));
    var after = opened(replay, file.id(), H264);
    var silent = bytes(after);

    assertThat(after.derivations()).containsExactly(Derivation.SILENCED);
    assertThat(Spool.sha256(new ByteArrayInputStream(silent))).isEqualTo(after.sha256());
    assertThat(Ffprobe.decoded(silent)).isEqualTo("h264,30");
    // The pictures are the same ones, and the file is what it was.
    try (var original = spool.read(file.id(), 0)) {
      whole = original.readAllBytes();
    }
    assertThat(Spool.sha256(new ByteArrayInputStream(whole))).isEqualTo(file.sha256());
    var manifest = new RecordedFootage(segments, spool, store).manifestOf(file);
    var pictures = (int) (whole.length - manifest.data());
    assertThat(Arrays.copyOfRange(silent, silent.length - pictures, silent.length))
        .isEqualTo(Arrays.copyOfRange(whole, whole.length - pictures, whole.length));
    assertThat(opened(replay, file.id(), H264).sha256()).isEqualTo(after.sha256());

    heard.add(camera);
    assertThat(opened(replay, file.id(), H264).sha256()).isEqualTo(file.sha256());
  }

  @Test
  void aFileOfWhichOnlyItsManifestKnowsThatItHasSoundIsSilencedToo() throws Exception {
    share(Level.ALWAYS);
    var file = keep(loud, 1, UUID.randomUUID(), null);
    segments.remove(file.id());
    add(
        new Segment(
            file.id(),
            file.recording(),
            file.camera(),
            file.from(),
            file.to(),
            file.pictures(),
            file.bytes(),
            file.sha256(),
            file.manifestSha256(),
            file.manifestBytes(),
            file.codecs(),
            null,
            file.firstRun(),
            file.firstNumber(),
            file.lastRun(),
            file.lastNumber(),
            file.key(),
            false,
            0),
        UUID.randomUUID(),
        null);

    assertThat(Ffprobe.decoded(bytes(opened(open(), file.id(), H264)))).isEqualTo("h264,30");
  }

  @Test
  void whatIsMaskedHasItsSoundAsItCameWhereItMayBeHeard() throws Exception {
    share(Level.ALWAYS);
    var file = keep(loud, 1, UUID.randomUUID(), null);
    mask(Mask.rectangle(0, 0, 0.5, 1));
    heard.add(camera);
    var replay = open();

    var film = bytes(opened(replay, file.id(), H264));

    var manifest = new RecordedFootage(segments, spool, store).manifestOf(file);
    var pieces = Objects.requireNonNull(manifest.sound()).pieces().size();
    assertThat(leftHalfIsGrey(film)).isTrue();
    assertThat(Ffprobe.complaints(film)).isEmpty();
    assertThat(Ffprobe.decoded(film)).matches("h264,\\d+ aac," + pieces);
    try (var original = spool.read(file.id(), 0)) {
      var sound = new byte[(int) (manifest.data() - manifest.soundAt())];
      original.skipNBytes(manifest.soundAt());
      original.readNBytes(sound, 0, sound.length);
      assertThat(new String(film, ISO_8859_1)).contains(new String(sound, ISO_8859_1));
    }

    heard.remove(camera);
    var silent = bytes(opened(replay, file.id(), H264));
    assertThat(leftHalfIsGrey(silent)).isTrue();
    assertThat(Ffprobe.decoded(silent)).matches("h264,\\d+");
  }

  @Test
  void copiesGoWithTheFileThatTheyAreOf() throws Exception {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    mask(Mask.rectangle(0, 0, 0.5, 1));
    var copy = opened(open(), file.id(), H264);
    var key = copyRows.keys(file.id()).getFirst();

    purge(store);

    assertThat(segments.find(file.id())).isEmpty();
    assertThatThrownBy(() -> store.read(key, 0, copy.bytes()).close())
        .isInstanceOf(IOException.class);
    // One that is made at that moment is not kept by anybody.
    assertThat(copyRows.add(file.id(), new SegmentCopy(7, false, "k", "0".repeat(64), 1), now()))
        .isFalse();
  }

  @Test
  void aStoreThatGoesDownDuringAPurgeKeepsWhatIsLeftForTheNext() throws Exception {
    share(Level.ALWAYS);
    var files = record(0, 1);
    for (var file : files) {
      deliver(file);
    }
    var reached = new ArrayList<Segment>();
    var goesDown =
        new ClipStore() {
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
            files.stream().filter(file -> file.key().equals(key)).forEach(reached::add);
            if (reached.size() == 2) {
              s3.close();
            }
            store.delete(key);
          }
        };

    try {
      purge(goesDown);
    } finally {
      s3.open();
    }

    // The row goes with the bytes, and the log says so: not a moment before, and not later.
    assertThat(segments.isKnown(reached.getFirst().id())).isFalse();
    assertThat(purged()).isEqualTo(1);
    var left = reached.getLast();
    assertThat(segments.isKnown(left.id())).isTrue();
    store.read(left.key(), 0, left.bytes()).close();
    purge(store);
    assertThat(segments.isKnown(left.id())).isFalse();
    assertThat(purged()).isEqualTo(2);
  }

  @Test
  void whenTheOwnerSwitchesOffTheNextPieceIsRefusedAndTheEndIsInTheLog() throws Exception {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    var replay = open();
    var running = opened(replay, file.id(), H264);
    try (var reading = running.read(0, running.bytes())) {
      assertThat(reading.read()).isNotNegative();

      sharing.off(owner, camera);

      assertThat(replays.piece(operator, replay.id(), file.id(), H264))
          .isEqualTo(new ReplayPieceAnswer.Refused(Reason.SWITCHED_OFF));
      assertThatThrownBy(() -> reading.readNBytes(10)).isInstanceOf(IOException.class);
    }
    assertThat(replay.isOpen()).isFalse();
    await().until(() -> watched.told.contains("SWITCHED_OFF"));
    assertThat(events()).startsWith("camera.replay.close");
    assertThat(refusal(operator, null)).isEqualTo(Reason.SWITCHED_OFF);
  }

  @Test
  void whoOnlyWatchesIsToldWithinASecondOrTwoToo() {
    share(Level.DURING_INCIDENTS);
    var incident = openIncident();
    var replay = open(incident.id());
    looks.start();

    desk.close(town.person(Role.SUPERVISOR), incident.id());

    await().atMost(Duration.ofSeconds(3)).until(() -> !replay.isOpen());
    await().until(() -> watched.told.contains("INCIDENT_CLOSED"));
  }

  @Test
  void signingOutEndsIt() {
    share(Level.ALWAYS);
    var replay = open();

    LooksForTests.hear(looks, new SessionEnded(operator.session(), operator.person(), now()));

    await().until(() -> !replay.isOpen());
  }

  @Test
  void aPersonWhoIsDisabledIsRefusedTheNextPiece() {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    var replay = open();

    present.sendAway(operator);

    assertThat(replays.piece(operator, replay.id(), file.id(), H264))
        .isEqualTo(new ReplayPieceAnswer.Refused(Reason.PERSON_NOT_PRESENT));
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhoMayViewOpensAReplayAndHousingStaffNeverDo(Role role) {
    share(Level.ALWAYS);
    var may = Set.of(Role.OPERATOR, Role.OFFICER, Role.SUPERVISOR).contains(role);

    assertThat(replays.open(town.person(role), camera, "INV-ROBBERY", null, watched))
        .isInstanceOf(may ? ReplayAnswer.Opened.class : ReplayAnswer.Refused.class);
    if (may) {
      assertThat(refusal(town.person(role, Role.HOUSING_MANAGER), null))
          .isEqualTo(Reason.ROLE_MAY_NOT_VIEW);
    }
  }

  @Test
  void neitherTheOwnerNorAnotherAgencyOpensIt() {
    share(Level.ALWAYS);

    assertThat(refusal(owner, null)).isEqualTo(Reason.ROLE_MAY_NOT_VIEW);
    assertThat(refusal(new Town(beans).person(Role.OPERATOR), null)).isEqualTo(Reason.OTHER_AGENCY);
    assertThat(replays.open(operator, CameraId.random(), "INV-ROBBERY", null, watched))
        .isEqualTo(new ReplayAnswer.Refused(Reason.CAMERA_UNKNOWN));
    assertThat(replays.open(operator, camera, "curiosity", null, watched))
        .isEqualTo(new ReplayAnswer.Refused(Reason.PURPOSE_UNKNOWN));
  }

  @ParameterizedTest
  @EnumSource(names = {"REGISTERED", "ON_REQUEST", "DURING_INCIDENTS"})
  void withoutAnIncidentOnlyWhatIsSharedAlwaysIsSeen(Level level) {
    share(level);

    assertThat(replays.open(operator, camera, "INV-ROBBERY", null, watched))
        .isInstanceOf(ReplayAnswer.Refused.class);
  }

  @Test
  void anAddressIsWorthNothingToAnybodyElseAndShowsNoOtherCamera() {
    share(Level.ALWAYS);
    var file = record(0).getFirst();
    var replay = open();
    var colleague = town.person(Role.OPERATOR);
    var elsewhere =
        new Actor(
            operator.person(),
            operator.organisation(),
            operator.roles(),
            "another session",
            operator.secondFactorAt(),
            operator.source());
    for (var stranger : List.of(colleague, elsewhere)) {
      assertThat(replays.piece(stranger, replay.id(), file.id(), H264))
          .isInstanceOf(ReplayPieceAnswer.NoReplay.class);
    }
    assertThat(replays.piece(operator, UUID.randomUUID(), file.id(), H264))
        .isInstanceOf(ReplayPieceAnswer.NoReplay.class);
    assertThat(replays.piece(operator, replay.id(), UUID.randomUUID(), H264))
        .isInstanceOf(ReplayPieceAnswer.NoPiece.class);

    share(Level.ALWAYS);
    assertThat(replays.piece(operator, open().id(), file.id(), H264))
        .isInstanceOf(ReplayPieceAnswer.NoPiece.class);
  }

  @Test
  void nothingFromBeforeTheGroundIsSeen() {
    share(Level.DURING_INCIDENTS);
    var before = record(0).getFirst();
    var incident = openIncident();
    var after = shifted(record(1).getFirst(), Duration.ofHours(1));
    var replay = open(incident.id());

    var found = replay.between(before.from(), before.from().plus(Duration.ofMinutes(59)));
    assertThat(found.pieces()).isEmpty();
    assertThat(found.footage().recorded()).isEmpty();
    assertThat(replay.extent()).contains(new Footage.Span(after.from(), after.to()));
    assertThat(replays.piece(operator, replay.id(), before.id(), H264))
        .isInstanceOf(ReplayPieceAnswer.NoPiece.class);
    assertThat(opened(replay, after.id(), H264)).isNotNull();
  }

  @Test
  void aProgramThatStopsClosesWhatIsOpen() {
    share(Level.ALWAYS);
    open();

    looks.stop();

    await().until(() -> watched.told.contains("SHUTDOWN"));
    assertThat(events()).containsExactly("camera.replay.close", "camera.replay.open");
  }

  @Test
  void noTransactionWaitsForADecision() {
    share(Level.ALWAYS);

    transaction.executeWithoutResult(
        _ -> assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class));
  }

  // ---- the house ----

  private FootageReplay replays(ClipStore at) {
    var footage = new RecordedFootage(segments, spool, at);
    var copies =
        new SegmentCopies(
            masks,
            footage,
            new RecordedSound(HearingForTests.of(heard)),
            copyRows,
            maker,
            at,
            settings(s3.endpoint()),
            Clock.systemUTC());
    return new FootageReplay(
        AccessForTests.of(beans, present),
        looks,
        segments,
        copies,
        footage,
        at,
        (_, _, _, bytes) -> served.add(bytes));
  }

  /// As if everything were over its time.
  private void purge(ClipStore at) {
    var later = Clock.fixed(now().plus(Duration.ofDays(8)), ZoneOffset.UTC);
    new SegmentStore(
            spool,
            at,
            records(),
            recordings,
            segments,
            copyRows,
            settings(s3.endpoint()),
            recordingSettings(),
            later)
        .purge();
  }

  private long purged() {
    return trail.ofCamera(camera.toString(), Long.MAX_VALUE, 200).stream()
        .filter(entry -> entry.event().equals("camera.record.purged"))
        .count();
  }

  private RecordingRecords records() {
    return new RecordingRecords(recordings, segments, log, transaction, Clock.systemUTC());
  }

  private void share(Level level) {
    camera = town.proved(owner, town.center, level);
  }

  private Replay open() {
    return open(null);
  }

  private Replay open(@Nullable IncidentId incident) {
    var answer = replays.open(operator, camera, "INV-ROBBERY", incident, watched);
    return ((ReplayAnswer.Opened) answer).replay();
  }

  private Reason refusal(Actor who, @Nullable IncidentId incident) {
    var answer = replays.open(who, camera, "INV-ROBBERY", incident, watched);
    return ((ReplayAnswer.Refused) answer).reason();
  }

  private FootageFile opened(Replay replay, UUID piece, Set<ViewerFormat> plays) {
    var answer = replays.piece(operator, replay.id(), piece, plays);
    assertThat(answer).isInstanceOf(ReplayPieceAnswer.Opened.class);
    return ((ReplayPieceAnswer.Opened) answer).file();
  }

  private static byte[] bytes(FootageFile file) throws IOException {
    try (var in = file.read(0, file.bytes())) {
      return in.readNBytes((int) file.bytes());
    }
  }

  private void mask(Mask area) {
    masks.set(owner, camera, List.of(area), masks.current(camera).version());
  }

  private Incident openIncident() {
    var answer =
        desk.openByHand(
            town.person(Role.SUPERVISOR),
            new NewIncident(null, "Robbery", 1, town.center, "100 Main Street"));
    return ((DeskAnswer.Done) answer).incident();
  }

  /// Keeps some of the first three groups of pictures that the camera has sent as recorded files.
  private List<Segment> record(int... groups) {
    var files = new ArrayList<Segment>();
    var run = UUID.randomUUID();
    for (var group : groups) {
      files.add(keep(feed, group, run, null));
    }
    return files;
  }

  /// A file that says so of its pictures.
  private Segment record(String codecs) {
    return keep(feed, 0, UUID.randomUUID(), codecs);
  }

  private Segment keep(FeedForTests from, int group, UUID run, @Nullable String codecs) {
    try {
      var id = UUID.randomUUID();
      var permit =
          PermitsForTests.permit(operator, from.camera(), Use.CLIP, IncidentId.random(), now());
      var recorded = RecordedForTests.of(from.camera() + "");
      var window = new Window.Last(Duration.ofSeconds(30));
      try (var taken = from.recent().take(permit, recorded, window)) {
        var film = Film.of(groups(taken.shots()).get(group), taken.sounds()).getFirst();
        var about = new Manifest.About(camera, film.from(), film.to(), 1, 1);
        var kept = spool.write(id, film, about);
        return add(Recorder.segmentOf(id, recording(), kept), run, codecs);
      }
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private static List<List<Shot>> groups(List<? extends Shot> shots) {
    var groups = new ArrayList<List<Shot>>();
    for (var shot : shots) {
      if (shot.key()) {
        groups.add(new ArrayList<>());
      }
      if (!groups.isEmpty()) {
        groups.getLast().add(shot);
      }
    }
    return groups;
  }

  /// The camera of all these tests is one, so that its timeline gets another name for each.
  private Segment add(Segment of, UUID run, @Nullable String codecs) {
    var segment =
        new Segment(
            of.id(),
            of.recording(),
            of.camera(),
            of.from(),
            of.to(),
            of.pictures(),
            of.bytes(),
            of.sha256(),
            of.manifestSha256(),
            of.manifestBytes(),
            codecs == null ? of.codecs() : codecs,
            of.sound(),
            run,
            of.firstNumber(),
            run,
            of.lastNumber(),
            of.key(),
            false,
            0);
    assertThat(records().written(segment, List.of(), spool.id())).isTrue();
    return segments.find(segment.id()).orElseThrow();
  }

  /// As if it had been recorded so much later.
  private Segment shifted(Segment file, Duration by) {
    segments.remove(file.id());
    return add(
        new Segment(
            file.id(),
            file.recording(),
            file.camera(),
            file.from().plus(by),
            file.to().plus(by),
            file.pictures(),
            file.bytes(),
            file.sha256(),
            file.manifestSha256(),
            file.manifestBytes(),
            file.codecs(),
            file.sound(),
            file.firstRun(),
            file.firstNumber(),
            file.lastRun(),
            file.lastNumber(),
            file.key(),
            false,
            0),
        UUID.randomUUID(),
        null);
  }

  private UUID recording() {
    var known = recordings.open(camera);
    if (known.isPresent()) {
      return known.get().id();
    }
    var recording =
        new Recording(UUID.randomUUID(), camera, town.agency, null, null, now(), 7, null, null);
    transaction.executeWithoutResult(_ -> recordings.begin(recording, null, spool.id()));
    return recording.id();
  }

  private void deliver(Segment file) throws IOException {
    store.put(file.key(), spool.file(file.id()));
    store.put(ClipStore.manifestOf(file.key()), spool.manifest(file.id()));
    segments.stored(file.id(), now());
    spool.delete(file.id());
  }

  private static boolean leftHalfIsGrey(byte[] film) throws Exception {
    try (var grabber = new FFmpegFrameGrabber(new ByteArrayInputStream(film));
        var converter = new Java2DFrameConverter()) {
      grabber.start();
      var pictures = 0;
      for (var frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        var picture = converter.convert(frame);
        if (!isGrey(picture.getRGB(200, 180)) || isGrey(picture.getRGB(420, 100))) {
          return false;
        }
        pictures++;
      }
      return pictures > 0;
    }
  }

  private static boolean isGrey(int rgb) {
    var far = 0;
    for (var shift = 0; shift < 24; shift += 8) {
      far = Math.max(far, Math.abs((rgb >> shift & 0xFF) - 47));
    }
    return far < 20;
  }

  private List<String> events() {
    return trail.ofCamera(camera.toString(), Long.MAX_VALUE, 200).stream()
        .map(entry -> entry.event())
        .filter(event -> event.startsWith("camera.replay"))
        .toList();
  }

  private StoreSettings settings(String endpoint) {
    return new StoreSettings(
        endpoint,
        "replay-test",
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

  private static RecordingSettings recordingSettings() {
    return new RecordingSettings(
        Duration.ofSeconds(2),
        DataSize.ofMegabytes(8),
        Duration.ofMillis(200),
        30,
        DataSize.ofBytes(1),
        Duration.ofHours(1));
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }
}
