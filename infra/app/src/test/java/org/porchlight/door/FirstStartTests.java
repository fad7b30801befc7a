package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.identity.Totp;
import org.porchlight.journeys.RunningPorchlight;

/// What somebody sees who starts an empty installation, and how they get in.
class FirstStartTests {

  private static final String EMAIL = "chief@example.org";
  private static final String PASSWORD = "violet kettle bridge";
  private static final Pattern LINK = Pattern.compile("http://localhost:\\d+(/password/\\S+)");

  @TempDir Path data;

  @Test
  void theFirstStartLetsOneAdministratorInAndNoLaterOneDoes() throws Exception {
    var port = RunningPorchlight.freePort();
    String path;
    try (var first =
        RunningPorchlight.startFromClasses(
            data, port, Map.of("PORCHLIGHT_IDENTITY_FIRST_ADMINISTRATOR_EMAIL", EMAIL))) {
      path =
          await()
              .atMost(Duration.ofSeconds(20))
              .until(() -> LINK.matcher(first.log()), Matcher::find)
              .group(1);
      assertThat(first.log()).containsOnlyOnce("There is no administrator yet").contains(EMAIL);
      // The log is kept, shipped and read by others.
      assertThat(data.resolve("logs/porchlight.json"))
          .content()
          .doesNotContain("/password/", "There is no administrator");
    }

    var second = RunningPorchlight.startFromClasses(data, port, Map.of());
    try (second) {
      logInForTheFirstTime(new Browser(port), path);
    }
    assertThat(second.log()).doesNotContain("There is no administrator");
  }

  private static void logInForTheFirstTime(Browser browser, String path) throws Exception {
    browser.open(path);
    assertThat(browser.submit(path, Map.of("password", PASSWORD)).statusCode()).isEqualTo(200);
    // Nobody comes in with the same link twice.
    assertThat(browser.open(path).statusCode()).isEqualTo(410);
    // No provider is named, so none is offered.
    assertThat(browser.open("/login").body()).doesNotContain("/login/with");
    browser.submit("/login", Map.of("email", EMAIL, "password", PASSWORD));
    assertThat(browser.location()).isEqualTo("/login/enrol");
    assertThat(browser.open("/people").statusCode()).isEqualTo(302);

    var page = browser.open("/login/enrol").body();
    var key = Pattern.compile("<code class=\"secret\">([A-Z2-7 ]+)</code>").matcher(page);
    assertThat(key.find()).isTrue();
    browser.submit(
        "/login/enrol", Map.of("code", Totp.codeAt(Totp.fromBase32(key.group(1)), Instant.now())));
    assertThat(browser.open("/people").statusCode()).isEqualTo(200);
  }
}
