package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.audit.AuditLog;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;
import org.porchlight.kernel.Served;
import org.porchlight.registry.ACamera;
import org.porchlight.registry.CameraConnections;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CameraNotFound;
import org.porchlight.registry.Masks;
import org.porchlight.testing.Town;
import org.springframework.transaction.support.TransactionTemplate;

class SnapshotsTests {

  final Actor owner = Town.actor(OrganisationId.random(), null, Role.OWNER);
  final Masks masks = mock(Masks.class);
  final CameraConnections connections = mock(CameraConnections.class);
  final AuditLog log = mock(AuditLog.class);
  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;
  final Darkroom darkroom = new Darkroom(CameraForTests.WORKERS);
  CameraId camera;
  Snapshots snapshots;

  @BeforeEach
  void start() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    camera = house.add(street.sim.urlOf("door"));
    var settings = CameraForTests.quick();
    var source = CameraForTests.source(settings, FeedSettings.Rtsp.OWN);
    street.use(house.feeds(settings, source));
    var transaction = mock(TransactionTemplate.class);
    org.mockito.Mockito.doAnswer(
            call -> {
              call.<Consumer<Object>>getArgument(0).accept(null);
              return null;
            })
        .when(transaction)
        .executeWithoutResult(any());
    given(masks.editable(eq(owner), eq(camera)))
        .willReturn(Optional.of(ACamera.aCamera().id(camera).build()));
    snapshots =
        new Snapshots(
            street.feeds,
            masks,
            connections,
            host -> List.of(InetAddress.getLoopbackAddress()),
            source,
            house.door,
            darkroom,
            CameraForTests.POOL,
            log,
            transaction,
            settings,
            CameraForTests.copySettings(2),
            Clock.systemUTC(),
            Served.NOWHERE);
  }

  @AfterEach
  void stop() {
    darkroom.close();
  }

  @Test
  void anOwnerGetsAPictureOfTheFeedThatRunsAndItIsWrittenDownBefore() throws Exception {
    try (var hold = street.feeds.hold(camera)) {
      await().atMost(Duration.ofSeconds(10)).until(() -> hold.feed().format() != null);

      assertThat(width(snapshots.toMask(owner, camera))).isEqualTo(640);
    }
    then(connections).should(never()).connectOwn(any(), any());
    then(log).should().append(any());
  }

  @Test
  void aCameraThatIsNotPulledIsConnectedToOnceAndLetGo() throws Exception {
    given(connections.connectOwn(owner, camera)).willReturn(house.connect(camera));

    assertThat(width(snapshots.toMask(owner, camera))).isEqualTo(640);

    assertThat(street.feeds.find(camera)).isEmpty();
  }

  @Test
  void aCameraWithoutAnAddressHasNoPicture() {
    given(connections.connectOwn(owner, camera)).willReturn(Optional.empty());

    assertThat(snapshots.toMask(owner, camera)).isInstanceOf(SnapshotAnswer.NoPicture.class);
  }

  @Test
  void nobodyElseGetsOne() {
    var stranger = Town.actor(OrganisationId.random(), null, Role.OPERATOR);

    assertThatExceptionOfType(CameraNotFound.class)
        .isThrownBy(() -> snapshots.toMask(stranger, camera));
    then(log).should(never()).append(any());
  }

  private static int width(SnapshotAnswer answer) throws IOException {
    assertThat(answer).isInstanceOf(SnapshotAnswer.Taken.class);
    var jpeg = ((SnapshotAnswer.Taken) answer).jpeg();
    return ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth();
  }
}
