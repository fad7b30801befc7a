package org.porchlight.feeds.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.registry.Login;
import org.porchlight.registry.StreamAddress;
import org.porchlight.registry.StreamAddress.Scheme;

/// What a camera is told that asks for the password, connection after connection.
class LoginAnswersTest {

  static final String BASIC = "Basic realm=\"x\"";
  static final String DIGEST = "Digest realm=\"x\", nonce=\"1\"";
  static final String SHA = "Digest realm=\"x\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\"";
  static final String STALE = "Digest realm=\"x\", nonce=\"3\", stale=true";

  private boolean askedByDigest;

  @Test
  void theStrongestOfferIsAnswered() throws StreamLost {
    assertThat(answer(Scheme.RTSP, List.of(BASIC, DIGEST, SHA))).contains("algorithm=SHA-256");
    assertThat(answer(Scheme.RTSP, List.of(BASIC, DIGEST))).startsWith("Digest ");
  }

  @Test
  void aCameraThatNeverAskedByDigestGetsBasic() throws StreamLost {
    assertThat(answer(Scheme.RTSP, List.of(BASIC))).startsWith("Basic ");
    assertThat(answer(Scheme.RTSP, List.of(BASIC))).startsWith("Basic ");
  }

  @Test
  void aCameraThatOnceAskedByDigestDoesNotGetThePasswordAsItIsOnAnyConnection() throws StreamLost {
    answer(Scheme.RTSP, List.of(DIGEST));

    refused(Scheme.RTSP, List.of(BASIC));
    refused(Scheme.HTTP, List.of(BASIC));
    assertThat(answer(Scheme.RTSP, List.of(BASIC, DIGEST))).startsWith("Digest ");
    // Nobody else can read what goes through TLS, and who is there was looked at.
    assertThat(answer(Scheme.RTSPS, List.of(BASIC))).startsWith("Basic ");
  }

  @Test
  void inOneConnectionNoWeakerWayIsTakenNotEvenOverTls() throws StreamLost {
    var answers = new LoginAnswers(target(Scheme.HTTPS));
    answers.challenged(List.of(SHA), 0);
    answers.accepted();

    assertThatThrownBy(() -> answers.challenged(List.of(DIGEST), 0))
        .hasMessageStartingWith(StreamProblem.WEAKER_LOGIN.name());
  }

  @Test
  void aQuestionThatIsTooOldIsAnsweredAnewAndNotForEver() throws StreamLost {
    var answers = new LoginAnswers(target(Scheme.RTSP));
    answers.challenged(List.of(DIGEST), 0);
    answers.challenged(List.of(STALE), 1);

    assertThat(answers.authorization("PLAY", "rtsp://x/").orElseThrow()).contains("nonce=\"3\"");
    assertThatThrownBy(() -> answers.challenged(List.of(STALE), 2))
        .hasMessageStartingWith(StreamProblem.WRONG_LOGIN.name());
  }

  private String answer(Scheme scheme, List<String> offers) throws StreamLost {
    var answers = new LoginAnswers(target(scheme));
    answers.challenged(offers, 0);
    return answers.authorization("DESCRIBE", "rtsp://x/").orElseThrow();
  }

  private void refused(Scheme scheme, List<String> offers) {
    assertThatThrownBy(() -> answer(scheme, offers))
        .hasMessageStartingWith(StreamProblem.WEAKER_LOGIN.name());
  }

  private Target target(Scheme scheme) {
    return new Target(
            new StreamAddress(scheme, "cam.example.com", 554, "/1"),
            InetAddress.ofLiteral("8.8.8.8"),
            new Login("owner", "right"))
        .remembering(
            new AskedBefore() {

              @Override
              public boolean byDigest() {
                return askedByDigest;
              }

              @Override
              public void askedByDigest() {
                askedByDigest = true;
              }
            });
  }
}
