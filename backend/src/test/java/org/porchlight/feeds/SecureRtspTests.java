package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CertificatePin;
import org.porchlight.registry.Login;
import org.porchlight.registry.StreamAddress;

/// RTSP over TLS: a simulated camera behind a door with a certificate.
@ParameterizedClass
@EnumSource
class SecureRtspTests {

  @TempDir static Path folder;
  static KeyStore keys;

  @Parameter FeedSettings.Rtsp rtsp;
  @RegisterExtension final Street street = new Street(() -> rtsp);
  final CameraForTests house = street.house;
  private TlsDoor door;

  @BeforeAll
  static void makeACertificate() throws Exception {
    keys = TlsDoor.certificateIn(folder);
  }

  @BeforeEach
  void start() throws Exception {
    street.sim.add(
        "door", Scene.HOUSE_FRONT.clip(), CameraOptions.plain().digest("owner", "right"));
    door = new TlsDoor(keys, street.sim.port());
  }

  @AfterEach
  void stop() throws IOException {
    door.close();
  }

  @Test
  void aCameraWithAGoodCertificateIsPulled() throws Exception {
    var hold = pull("localhost", TlsDoor.trusting(keys), null);

    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 40);

    assertThat(hold.feed().health().gaps()).isZero();
    hold.close();
  }

  @Test
  void aPlayingCameraIsLetGoWithinAMoment() throws Exception {
    var hold = pull("localhost", TlsDoor.trusting(keys), null);
    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 5);

    hold.close();

    await()
        .atMost(Duration.ofSeconds(3))
        .until(() -> street.sim.camera("door").counts().playing() == 0);
  }

  @Test
  void aCertificateForAnotherNameIsRefusedBeforeAnythingIsAsked() throws Exception {
    refused(pull("127.0.0.1", TlsDoor.trusting(keys), null));
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefusedBeforeAnythingIsAsked() {
    refused(pull("localhost", Trust.publicAuthorities(), null));
  }

  @Test
  void aCertificateThatItsOwnerConfirmedIsTakenWhateverItsName() throws Exception {
    var hold = pull("127.0.0.1", Trust.publicAuthorities(), TlsDoor.pin(keys));

    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 5);
    hold.close();
  }

  @Test
  void anotherCertificateThanTheConfirmedOneIsRefusedWhoeverVouchesForIt() throws Exception {
    var other = TlsDoor.pin(TlsDoor.certificateIn(folder, "other-" + rtsp + ".p12"));

    refused(pull("localhost", TlsDoor.trusting(keys), other));
  }

  @Test
  void aCertificateThatChangesEndsItAndTheOldWayIsNeverTaken() throws Exception {
    var hold = pull("127.0.0.1", Trust.publicAuthorities(), TlsDoor.pin(keys));
    await().atMost(Duration.ofSeconds(10)).until(() -> pictures(hold) > 5);
    var asked = street.sim.camera("door").counts().describes();
    var port = door.port();
    door.close();

    door =
        new TlsDoor(TlsDoor.certificateIn(folder, "new-" + rtsp + ".p12"), street.sim.port(), port);

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> hold.feed().problem() == StreamProblem.WRONG_CERTIFICATE);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> street.sim.camera("door").counts().describes() == asked);
    assertThat(house.news).contains("failed WRONG_CERTIFICATE");
  }

  @Test
  void whoTriesACameraIsShownTheCertificateAndAfterConfirmingThePicture() throws Exception {
    try (var probe =
        new ProbeForTests(
            CameraForTests.source(ProbeForTests.SETTINGS, rtsp, Trust.publicAuthorities()))) {
      var first = probe.tryIt(camera("127.0.0.1", door.port(), null));

      assertThat(first).isEqualTo(new Tried(ProbeAnswer.DOES_NOT_ANSWER, TlsDoor.pin(keys)));
      assertThat(street.sim.camera("door").counts().describes()).isZero();
      // FFmpeg looks at a stream for some seconds before it hands out pictures, and may then have
      // to
      // wait for the next keyframe: longer than a try takes here.
      var second =
          await()
              .atMost(Duration.ofSeconds(40))
              .until(
                  () -> probe.tryIt(camera("127.0.0.1", door.port(), first.certificate())),
                  tried -> tried.answer() == ProbeAnswer.OK);
      assertThat(second.certificate()).isNull();
    }
  }

  @Test
  void aCameraThatSpeaksNoTlsIsRefused() throws Exception {
    var hold = pull("localhost", street.sim.port(), TlsDoor.trusting(keys), TlsDoor.pin(keys));

    await()
        .atMost(Duration.ofSeconds(6))
        .until(() -> hold.feed().problem() == StreamProblem.NO_ANSWER);
  }

  private void refused(Feeds.Hold hold) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> hold.feed().problem() == StreamProblem.WRONG_CERTIFICATE);
    assertThat(street.sim.camera("door").counts().describes()).isZero();
  }

  private Feeds.Hold pull(String host, Trust trust, @Nullable CertificatePin confirmed) {
    return pull(host, door.port(), trust, confirmed);
  }

  private Feeds.Hold pull(String host, int port, Trust trust, @Nullable CertificatePin confirmed) {
    var settings = CameraForTests.quick();
    street.use(house.feeds(settings, CameraForTests.source(settings, rtsp, trust)));
    var camera = CameraId.random();
    house.connections.put(camera, camera(host, port, confirmed));
    return street.feeds.hold(camera);
  }

  private static CameraConnection camera(
      String host, int port, @Nullable CertificatePin confirmed) {
    return new CameraConnection(
        new StreamAddress(StreamAddress.Scheme.RTSPS, host, port, "/door"),
        new Login("owner", "right"),
        CameraForTests.LOOPBACK,
        confirmed);
  }

  private static int pictures(Feeds.Hold hold) {
    return CameraForTests.pictures(hold.feed(), Duration.ofMinutes(1));
  }
}
