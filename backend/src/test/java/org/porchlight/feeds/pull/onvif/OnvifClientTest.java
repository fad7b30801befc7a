package org.porchlight.feeds.pull.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebCamera;
import org.porchlight.camerasim.web.WebSim;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.registry.Login;
import org.porchlight.registry.StreamAddress;

/// ONVIF against a simulated device.
class OnvifClientTest {

  static final PullLimits LIMITS =
      new PullLimits(
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          24_000_000,
          12_000_000);
  static final String ENVELOPE =
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body>%s</s:Body></s:Envelope>";

  WebSim sim;
  WebCamera door;
  OnvifClient client;

  @BeforeEach
  void start() throws Exception {
    sim = WebSim.start(0);
    door = sim.add("door", Scene.ALLEY);
    client = new OnvifClient(LIMITS, Trust.publicAuthorities(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void aCameraSaysWhatItIsAndWhereItsPicturesAre() throws StreamLost {
    var camera = look(null);

    assertThat(camera.manufacturer()).isEqualTo("Porchlight");
    assertThat(camera.model()).isEqualTo("Simulated");
    assertThat(camera.firmware()).isEqualTo("1.0");
    assertThat(camera.profiles())
        .extracting(OnvifCamera.Profile::token)
        .containsExactly("main", "sub");
    var main = camera.profiles().getFirst();
    assertThat(main.encoding()).isEqualTo("JPEG");
    assertThat(main.width()).isEqualTo(640);
    assertThat(main.height()).isEqualTo(360);
    assertThat(main.stream()).isEqualTo(address(door.url(Form.MJPEG)));
    assertThat(main.snapshot()).isEqualTo(address(door.url(Form.SNAPSHOT)));
    assertThat(sim.connections()).isEqualTo(1);
  }

  @Test
  void anOldCameraIsAskedForItsCapabilities() throws StreamLost {
    door.onvif().old(true);

    assertThat(look(null).profiles()).hasSize(2);
  }

  @Test
  void itsClockIsComparedWithOurs() throws StreamLost {
    door.clockAhead(Duration.ofMinutes(-75));

    assertThat(look(null).clockAhead())
        .isBetween(Duration.ofMinutes(-75).minusSeconds(2), Duration.ofMinutes(-75).plusSeconds(2));
  }

  @Test
  void thePasswordIsProvedByADigestOfTheCamerasOwnTime() throws StreamLost {
    door.onvif().login("owner", "se<cr&et");
    door.clockAhead(Duration.ofDays(200));

    assertThat(look(new Login("owner", "se<cr&et")).profiles()).hasSize(2);
    assertThat(door.refusedLogins()).isZero();
  }

  @Test
  void thePasswordIsProvedByHttpDigestWhereTheCameraWantsThat() throws StreamLost {
    door = sim.add("md5", Scene.ALLEY, CameraOptions.plain().digest("owner", "right", 1));
    assertThat(look(new Login("owner", "right")).profiles()).hasSize(2);

    door = sim.add("sha", Scene.ALLEY, CameraOptions.plain().digestSha256("owner", "right"));
    assertThat(look(new Login("owner", "right")).profiles()).hasSize(2);
  }

  @Test
  void aPasswordThatIsWrongIsTriedOnce() {
    door.onvif().login("owner", "right");
    assertProblem(new Login("owner", "wrong"), StreamProblem.WRONG_LOGIN);
    assertThat(door.refusedLogins()).isEqualTo(1);
    assertProblem(null, StreamProblem.WRONG_LOGIN);

    door = sim.add("digest", Scene.ALLEY, CameraOptions.plain().digest("owner", "right"));
    assertProblem(new Login("owner", "wrong"), StreamProblem.WRONG_LOGIN);
    assertThat(door.refusedLogins()).isEqualTo(1);
  }

  @Test
  void theDigestIsThatOfNonceTimeAndPassword() {
    var nonce = HexFormat.of().parseHex("2cb0cc4263b8f74cb69b3cc8a1d8f3a4");

    // Worked out with another program.
    assertThat(Soap.digest(nonce, "2010-09-16T07:50:45Z", "userpassword"))
        .isEqualTo("X0qoGDX3unSAIGXk/Fbd6tJuMSQ=");
  }

  @Test
  void anInnerAddressBehindAddressTranslationIsReplacedByTheCheckedOne() throws StreamLost {
    door.onvif().namesItself("192.168.1.64:8080");
    door.onvif().streamUrl("rtsp://admin:12345@192.168.1.64:554/Streaming/Channels/101?x=1");

    var camera = look(null);

    assertThat(camera.profiles().getFirst().stream())
        .isEqualTo(address("rtsp://127.0.0.1:554/Streaming/Channels/101?x=1"));
    assertThat(sim.connections()).isEqualTo(1);
  }

  @Test
  void aForeignAddressLeadsElsewhereAndIsNeverAsked() throws Exception {
    try (var canary = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.2"))) {
      var elsewhere = "127.0.0.2:" + canary.getLocalPort();
      for (var host :
          List.of(elsewhere, "localhost", "8.8.8.8", "evil.example", "169.254.169.254.nip.io")) {
        door.onvif().namesItself(host);
        assertProblem(null, StreamProblem.LED_ELSEWHERE);
      }
      door.onvif().namesItself("127.0.0.1:" + sim.port());
      door.onvif().streamUrl("rtsp://evil.example/stream");
      assertProblem(null, StreamProblem.LED_ELSEWHERE);

      canary.setSoTimeout(1);
      assertThatThrownBy(canary::accept).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAddressThatIsNoneIsLeftOut() throws StreamLost {
    for (var strange :
        List.of(
            "file:///etc/passwd",
            "concat:a|b",
            "rtsp://",
            "gopher://127.0.0.1/",
            "x".repeat(600))) {
      door.onvif().streamUrl(strange);
      assertThat(look(null).profiles().getFirst().stream()).as(strange).isNull();
    }
  }

  @Test
  void aRedirectEndsIt() {
    door.faults().redirect("http://169.254.169.254/");

    assertProblem(null, StreamProblem.LED_ELSEWHERE);
  }

  @Test
  void documentsThatMeanHarmAreNoSoap() {
    var bomb =
        """
        <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
        """;
    var file = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
    for (var document :
        List.of(
            bomb + ENVELOPE.formatted("<x>&b;</x>"),
            file + ENVELOPE.formatted("<x>&a;</x>"),
            "<!DOCTYPE x SYSTEM \"http://127.0.0.1:"
                + sim.port()
                + "/x.dtd\">"
                + ENVELOPE.formatted("<x/>"),
            ENVELOPE.formatted("<x>".repeat(10_000) + "</x>".repeat(10_000)),
            ENVELOPE.formatted(""),
            "<html><body>Router</body></html>",
            "hello",
            "")) {
      door.onvif().answer(document);
      assertProblem(null, StreamProblem.NOT_VIDEO);
    }
    door.onvif().answer(ENVELOPE.formatted("<x>" + "y".repeat(300_000) + "</x>"));
    assertProblem(null, StreamProblem.OUT_OF_BOUNDS);
    assertThat(sim.connections()).isEqualTo(9);
  }

  @Test
  void aDeviceThatSaysNothingIsGivenUp() {
    door.faults().hang(true);

    var begun = System.nanoTime();
    assertProblem(null, StreamProblem.NO_ANSWER);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    door.faults().clear();
  }

  @Test
  void whatItSaysIsCutToWhatCanBePrinted() throws StreamLost {
    door.onvif()
        .answer(
            ENVELOPE.formatted(
                "<r><Manufacturer>A\u0085B\u202E"
                    + "c".repeat(100)
                    + "</Manufacturer><Capabilities><Media><XAddr>http://127.0.0.1:"
                    + sim.port()
                    + "/door/onvif/media_service</XAddr></Media></Capabilities></r>"));

    assertThat(look(null).manufacturer()).isEqualTo("AB" + "c".repeat(62));
  }

  private OnvifCamera look(@Nullable Login login) throws StreamLost {
    return client.look(
        new Target(address(door.onvif().url()), InetAddress.ofLiteral("127.0.0.1"), login));
  }

  private void assertProblem(@Nullable Login login, StreamProblem problem) {
    assertThatThrownBy(() -> look(login))
        .isInstanceOfSatisfying(
            StreamLost.class,
            lost -> assertThat(lost.problem()).as(lost.getMessage()).isEqualTo(problem));
  }

  private static StreamAddress address(String url) {
    return ((StreamAddress.Parsed.Address) StreamAddress.parse(url)).address();
  }
}
