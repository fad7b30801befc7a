package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Accounts;
import org.porchlight.identity.Actor;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.FirstAccounts;
import org.porchlight.identity.LogIn;
import org.porchlight.identity.LogInAnswer;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.identity.Totp;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The door of the whole house: portal, authorization server and API in one process, as people and
/// programs meet them.
@WholeHouse
class DoorTests {

  static final String PASSWORD = "violet kettle bridge";
  static final byte[] SECRET = Totp.fromBase32("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
  static final String AUTHORIZE =
      "/oauth2/authorize?response_type=code&client_id=porchlight-phone&scope=api&state=s"
          + "&redirect_uri=http://localhost:8080/phone/&code_challenge_method=S256"
          + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @LocalServerPort int port;
  @Autowired FirstAccounts firstAccounts;
  @Autowired Organisations organisations;
  @Autowired Accounts accounts;
  @Autowired LogIn logIn;
  @Autowired Clock clock;

  final OrganisationId department = OrganisationId.random();
  final String email = "operator-" + UUID.randomUUID() + "@example.org";
  PersonId operator;
  Browser browser;

  @BeforeEach
  void operator() {
    organisations.add(new Organisation(department, "Department", OrganisationKind.AGENCY));
    operator = create(email, Role.OPERATOR, SECRET);
    browser = new Browser(port);
  }

  @Test
  void logInPageIsPlainStrictAndInBothLanguages() throws Exception {
    var page = browser.open("/login");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<html lang=\"en\">", "Sign in").doesNotContain("<script");
    var policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertThat(policy)
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(browser.open("/login?lang=es").body())
        .contains("<html lang=\"es\">", "Iniciar sesión");
    // The choice is remembered.
    assertThat(browser.open("/login").body()).contains("<html lang=\"es\">");
  }

  @Test
  void viewsMayNotBeFramedNorLoadFromElsewhere() throws Exception {
    var headers = browser.open("/").headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
  }

  @Test
  void stylesOfTheDoorArePublic() throws Exception {
    for (var file : new String[] {"/login/login.css", "/porchlight.css", "/porchlight.svg"}) {
      assertThat(browser.open(file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void passwordThenCodeThenBackToWhatWasWanted() throws Exception {
    assertThat(browser.open("/console").statusCode()).isEqualTo(302);
    assertThat(browser.location()).endsWith("/login");
    browser.follow();
    var before = browser.sessionId();

    browser.submit("/login", Map.of("email", email, "password", PASSWORD));
    assertThat(browser.location()).isEqualTo("/login/code");
    browser.follow();
    browser.submit("/login/code", Map.of("code", code()));

    assertThat(browser.location()).contains("/console");
    // Session fixation: the id from before the log-in is worth nothing now.
    assertThat(browser.sessionId()).isNotEqualTo(before);
    browser.follow();
    assertThat(browser.location()).doesNotContain("/login");
  }

  @Test
  void phonesComeBackToTheAuthorizationServer() throws Exception {
    browser.open(AUTHORIZE);
    assertThat(browser.location()).endsWith("/login");
    logIn(browser);

    assertThat(browser.location()).contains("/oauth2/authorize");
    browser.follow();
    assertThat(browser.location()).startsWith("http://localhost:8080/phone/?code=");
  }

  @Test
  void wrongPasswordSaysWhatToDoAndKeepsTheAddress() throws Exception {
    browser.open("/login");
    var page = browser.submit("/login", Map.of("email", email, "password", "wrong"));

    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.body()).contains("role=\"alert\"", "E-mail or password is not right", email);
    assertThat(page.body()).doesNotContain("wrong\"");
  }

  @Test
  void whatIsTypedIsNeverMarkup() throws Exception {
    browser.open("/login");
    var page =
        browser.submit("/login", Map.of("email", "\"><script>alert(1)</script>", "password", "x"));

    assertThat(page.body()).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void lockedAccountsAreToldSo() throws Exception {
    for (var i = 0; i < 5; i++) {
      browser.open("/login");
      browser.submit("/login", Map.of("email", email, "password", "wrong"));
    }
    browser.open("/login");
    var page = browser.submit("/login", Map.of("email", email, "password", PASSWORD));

    assertThat(page.body()).contains("this account is locked");
  }

  @Test
  void formsWithoutTokenBeginAgain() throws Exception {
    var page = browser.submitNothing("/login");

    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(browser.location()).endsWith("/login?again");
    assertThat(browser.follow().body()).contains("This took too long");
  }

  @Test
  void staffWithoutSecondFactorEnrolWithAPicture() throws Exception {
    var fresh = "fresh-" + UUID.randomUUID() + "@example.org";
    create(fresh, Role.ANALYST, null);
    browser.open("/login");
    browser.submit("/login", Map.of("email", fresh, "password", PASSWORD));
    assertThat(browser.location()).isEqualTo("/login/enrol");

    var page = browser.follow();
    assertThat(page.body()).contains("<svg class=\"qr\" role=\"img\"");
    var key = Pattern.compile("<code class=\"secret\">([A-Z2-7 ]+)</code>").matcher(page.body());
    assertThat(key.find()).isTrue();
    browser.submit(
        "/login/enrol",
        Map.of("code", Totp.codeAt(Totp.fromBase32(key.group(1)), clock.instant())));

    assertThat(browser.location()).isEqualTo("/");
  }

  @Test
  void nobodyGetsPastTheCode() throws Exception {
    browser.open("/login");
    browser.submit("/login", Map.of("email", email, "password", PASSWORD));

    assertThat(browser.open("/console").statusCode()).isEqualTo(302);
    assertThat(browser.open("/login/enrol").statusCode()).isEqualTo(303);
    assertThat(browser.open(AUTHORIZE).headers().firstValue("Location").orElse(""))
        .doesNotContain("code=");
  }

  @Test
  void theKillSwitchEndsTheSessionInTheBrowser() throws Exception {
    logIn(browser);
    browser.open("/console");
    assertThat(browser.location()).doesNotContain("/login");

    accounts.disable(administrator(), operator, "left");

    browser.open("/console");
    assertThat(browser.location()).endsWith("/login");
    assertThat(browser.open("/media/clips/" + UUID.randomUUID()).statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    logIn(browser);
    browser.open("/password");
    browser.submit("/logout", Map.of());

    browser.open("/console");
    assertThat(browser.location()).endsWith("/login");
  }

  @Test
  void mediaTakesTheSessionOfThePortal() throws Exception {
    assertThat(browser.open("/media/clips/" + UUID.randomUUID()).statusCode()).isEqualTo(401);
    logIn(browser);

    assertThat(browser.open("/media/clips/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
  }

  @Test
  void theApiDoesNotTakeTheSessionOfThePortal() throws Exception {
    logIn(browser);

    var answer = browser.open("/api/v1/me");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void publicAddressesNeedNobody() throws Exception {
    for (var path :
        new String[] {
          "/actuator/health/readiness",
          "/audit/checkpoint",
          "/v3/api-docs",
          "/.well-known/openid-configuration",
          "/oauth2/jwks",
          "/map/basemap.geojson",
          "/masks/mask-picture.js",
          "/masks/masks.css",
          "/webjars/leaflet/1.9.4/dist/leaflet.js"
        }) {
      assertThat(browser.open(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(browser.open("/actuator/prometheus").statusCode()).isEqualTo(401);
  }

  @Test
  void aLinkFromAMailChangesNothingUntilTheButtonIsPressed() throws Exception {
    var page = browser.open("/confirm/not-a-token");
    assertThat(page.statusCode()).isEqualTo(200);

    assertThat(browser.submit("/confirm/not-a-token", Map.of()).statusCode()).isEqualTo(410);
    assertThat(browser.open("/password/not-a-token").statusCode()).isEqualTo(410);
  }

  @Test
  void forgottenPasswordsSayTheSameToEverybody() throws Exception {
    browser.open("/password");
    var known = browser.submit("/password", Map.of("email", email)).body();
    browser.open("/password");
    var unknown = browser.submit("/password", Map.of("email", "nobody@example.org")).body();

    assertThat(known).isEqualTo(unknown);
  }

  private void logIn(Browser with) throws Exception {
    with.open("/login");
    with.submit("/login", Map.of("email", email, "password", PASSWORD));
    with.follow();
    with.submit("/login/code", Map.of("code", code()));
    assertThat(with.location()).doesNotContain("/login");
  }

  private Actor administrator() {
    var address = "admin-" + UUID.randomUUID() + "@example.org";
    create(address, Role.ADMINISTRATOR, SECRET);
    var challenge =
        ((LogInAnswer.NeedsSecondFactor) logIn.withPassword(address, PASSWORD, "203.0.113.7"))
            .challenge();
    return ((LogInAnswer.SignedIn) logIn.withCode(challenge, code(), "203.0.113.7")).actor();
  }

  private PersonId create(String address, Role role, byte[] secret) {
    return firstAccounts.create(
        new NewAccount(EmailAddress.of(address), "Sam", department, Set.of(role), "en"),
        PASSWORD,
        secret);
  }

  private String code() {
    return Totp.codeAt(SECRET, clock.instant());
  }
}
