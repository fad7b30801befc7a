package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.access.Access;
import org.porchlight.access.Permit;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Reason;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Mask;
import org.porchlight.registry.MaskSet;

class PermittedSnapshotsTests {

  static final Clock CLOCK = Clock.systemUTC();

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;
  final AtomicReference<Standing> standing = new AtomicReference<>(new Standing.Holds());
  final AtomicReference<MaskSet> masks = new AtomicReference<>(MaskSet.NONE);
  final Access access = mock(Access.class);
  final Darkroom darkroom = new Darkroom(CameraForTests.WORKERS);
  final LongAdder served = new LongAdder();
  CameraId camera;
  Copies copies;
  PermittedSnapshots snapshots;

  @BeforeEach
  void start() throws IOException {
    given(access.judge(any())).willAnswer(_ -> standing.get());
    street.sim.add("door", Scene.CROSSING.clip());
    camera = house.add(street.sim.urlOf("door"));
    copies =
        CameraForTests.copies(
            _ -> {
              var known = masks.get();
              if (known == null) {
                throw new IllegalStateException("the database is away");
              }
              return known;
            },
            2);
    snapshots =
        new PermittedSnapshots(
            street.feeds,
            house,
            access,
            copies,
            darkroom,
            CameraForTests.quick(),
            CameraForTests.copySettings(2),
            CLOCK,
            (_, _, _, bytes) -> served.add(bytes));
  }

  @AfterEach
  void stop() {
    copies.close();
    darkroom.close();
  }

  @Test
  void aPictureIsTakenOfACameraThatNobodyWatchesAndItIsLetGo() throws IOException {
    assertThat(picture(take(permit())).getWidth()).isEqualTo(640);
    assertThat(served.sum()).isPositive();

    await().until(() -> street.feeds.find(camera).isEmpty());
  }

  @Test
  void whatIsMaskedIsPlain() throws IOException {
    masks.set(new MaskSet(1, List.of(Mask.rectangle(0, 0.5, 1, 1))));

    var picture = picture(take(permit()));

    assertThat(contrast(picture, 250)).isLessThan(4);
    assertThat(contrast(picture, 100)).isGreaterThan(20);
  }

  @Test
  void whereItIsNotKnownWhatIsMaskedNothingIsShown() {
    masks.set(null);

    assertThat(take(permit())).isInstanceOf(SnapshotAnswer.NotShown.class);
  }

  @Test
  void whoseGroundEndsMeanwhileGetsNoPicture() {
    standing.set(new Standing.Ended(Reason.SWITCHED_OFF));

    assertThat(take(permit())).isEqualTo(new SnapshotAnswer.Ended(Reason.SWITCHED_OFF));
  }

  @Test
  void aCameraWithoutAnAddressHasNoPictureAndNobodyWaits() {
    camera = CameraId.random();
    var before = System.nanoTime();

    assertThat(take(permit())).isInstanceOf(SnapshotAnswer.NoPicture.class);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void nothingOfBeforeTheGroundIsGiven() {
    var future = CLOCK.instant().plusSeconds(60);

    assertThat(take(PermitsForTests.reachingBackTo(permit(), future)))
        .isInstanceOf(SnapshotAnswer.NoPicture.class);
  }

  @Test
  void whoIsHavingOneTakenIsBusyAndOthersAreNot() throws Exception {
    var developing = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var slowAccess = mock(Access.class);
    given(slowAccess.judge(any()))
        .willAnswer(_ -> {
          developing.countDown();
          goOn.await();
          return standing.get();
        });
    var slow =
        new PermittedSnapshots(
            street.feeds,
            house,
            slowAccess,
            copies,
            darkroom,
            CameraForTests.quick(),
            CameraForTests.copySettings(2),
            CLOCK,
            Served.NOWHERE);
    var permit = permit();
    var recorded = RecordedForTests.of(camera.toString());
    var first = Thread.ofVirtual().start(() -> slow.take(permit, recorded));
    developing.await();

    assertThat(slow.take(permit, recorded)).isInstanceOf(SnapshotAnswer.Busy.class);

    goOn.countDown();
    assertThat(first.join(Duration.ofSeconds(5))).isTrue();
    assertThat(slow.take(permit, recorded)).isInstanceOf(SnapshotAnswer.Taken.class);
  }

  @Test
  void aPermitToLookLiveIsNoneForAPicture() {
    var live =
        PermitsForTests.permit(
            LiveViewsTests.OPERATOR, camera, Use.LIVE, IncidentId.random(), CLOCK.instant());

    assertThatIllegalArgumentException().isThrownBy(() -> take(live));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> snapshots.take(permit(), RecordedForTests.of(CameraId.random().toString())));
  }

  private Permit permit() {
    return PermitsForTests.permit(
        LiveViewsTests.OPERATOR, camera, Use.SNAPSHOT, IncidentId.random(), CLOCK.instant());
  }

  private SnapshotAnswer take(Permit permit) {
    return snapshots.take(permit, RecordedForTests.of(permit.camera().toString()));
  }

  private static BufferedImage picture(SnapshotAnswer answer) throws IOException {
    assertThat(answer).isInstanceOf(SnapshotAnswer.Taken.class);
    return ImageIO.read(new ByteArrayInputStream(((SnapshotAnswer.Taken) answer).jpeg()));
  }

  /// Between the darkest and the brightest point of a line.
  private static int contrast(BufferedImage picture, int y) {
    var line = IntStream.range(20, 620).map(x -> brightness(picture, x, y)).summaryStatistics();
    return line.getMax() - line.getMin();
  }

  private static int brightness(BufferedImage picture, int x, int y) {
    var rgb = picture.getRGB(x, y);
    return ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
  }
}
