package org.porchlight.camerasim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.RtspClient.Answer;

class LoginTest {

  CameraSim sim;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void basicAsksFirstAndThenLetsIn() throws IOException {
    var camera = sim.add("porch", Clips.QUICK, CameraOptions.plain().basic("owner", "secret"));

    try (var client = RtspClient.of(camera)) {
      var first = client.ask("DESCRIBE", camera.url());
      assertThat(first.status()).isEqualTo(401);
      assertThat(first.header("WWW-Authenticate")).startsWith("Basic realm=");
      assertThat(client.ask("OPTIONS", camera.url()).status()).isEqualTo(200);

      assertThat(client.ask("DESCRIBE", camera.url(), basic("owner", "wrong")).status())
          .isEqualTo(401);
      assertThat(client.ask("DESCRIBE", camera.url(), basic("owner", "secret")).status())
          .isEqualTo(200);

      assertThat(camera.counts().describes()).isEqualTo(3);
      // The first request carried nothing, so only one of the two refused ones was a wrong login.
      assertThat(camera.counts().refusedLogins()).isEqualTo(1);
    }
  }

  @Test
  void digestLetsInWhoKnowsThePassword() throws IOException {
    var camera = sim.add("porch", Clips.QUICK, CameraOptions.plain().digest("owner", "secret"));

    try (var client = RtspClient.of(camera)) {
      var challenge = client.ask("DESCRIBE", camera.url());
      assertThat(challenge.status()).isEqualTo(401);
      assertThat(challenge.header("WWW-Authenticate")).doesNotContain("stale");

      var wrong = digest(challenge, "DESCRIBE", camera.url(), "wrong");
      assertThat(client.ask("DESCRIBE", camera.url(), wrong).status()).isEqualTo(401);

      // A digest of another method must not open this one.
      var stolen = digest(challenge, "OPTIONS", camera.url(), "secret");
      assertThat(client.ask("DESCRIBE", camera.url(), stolen).status()).isEqualTo(401);

      var right = digest(challenge, "DESCRIBE", camera.url(), "secret");
      assertThat(client.ask("DESCRIBE", camera.url(), right).status()).isEqualTo(200);
    }
  }

  @Test
  void digestChangesItsNonceAndSaysSo() throws IOException {
    var camera = sim.add("porch", Clips.QUICK, CameraOptions.plain().digest("owner", "secret", 2));

    try (var client = RtspClient.of(camera)) {
      var challenge = client.ask("DESCRIBE", camera.url());
      var credentials = digest(challenge, "DESCRIBE", camera.url(), "secret");
      assertThat(client.ask("DESCRIBE", camera.url(), credentials).status()).isEqualTo(200);
      assertThat(client.ask("DESCRIBE", camera.url(), credentials).status()).isEqualTo(200);

      var stale = client.ask("DESCRIBE", camera.url(), credentials);
      assertThat(stale.status()).isEqualTo(401);
      assertThat(stale.header("WWW-Authenticate")).contains("stale=\"true\"");

      var fresh = digest(stale, "DESCRIBE", camera.url(), "secret");
      assertThat(client.ask("DESCRIBE", camera.url(), fresh).status()).isEqualTo(200);
    }
  }

  @Test
  void aChangedPasswordLetsNobodyIn() throws IOException {
    var camera = sim.add("porch", Clips.QUICK, CameraOptions.plain().basic("owner", "secret"));
    camera.faults().unauthorized(true);

    try (var client = RtspClient.of(camera)) {
      assertThat(client.ask("DESCRIBE", camera.url(), basic("owner", "secret")).status())
          .isEqualTo(401);

      camera.faults().clear();

      assertThat(client.ask("DESCRIBE", camera.url(), basic("owner", "secret")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void passwordsStayOutOfTexts() {
    assertThat(CameraOptions.plain().digest("owner", "hunter2").login().toString())
        .doesNotContain("hunter2");
  }

  private static String basic(String user, String password) {
    var bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static String digest(Answer challenge, String method, String uri, String password) {
    var asked = challenge.header("WWW-Authenticate");
    var realm = asked.replaceFirst(".*realm=\"([^\"]*)\".*", "$1");
    var nonce = asked.replaceFirst(".*nonce=\"([^\"]*)\".*", "$1");
    var response =
        md5(md5("owner:" + realm + ":" + password) + ":" + nonce + ":" + md5(method + ":" + uri));
    return "Authorization: Digest username=\"owner\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\""
        .formatted(realm, nonce, uri, response);
  }

  private static String md5(String text) {
    try {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
