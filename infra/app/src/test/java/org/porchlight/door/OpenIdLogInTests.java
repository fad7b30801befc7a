package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.FirstAccounts;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/// Staff who log in by the department's own OpenID provider.
@WholeHouse
class OpenIdLogInTests {

  private static final String START = "/login/with/department";
  private static final byte[] SECRET = Totp.fromBase32("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");

  @LocalServerPort int port;
  @Autowired FirstAccounts firstAccounts;
  @Autowired Organisations organisations;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  final DepartmentProvider provider = DepartmentProvider.RUNNING;
  final String tag = UUID.randomUUID().toString();
  final String email = "operator-" + tag + "@example.org";
  Browser browser;
  PersonId operator;

  @BeforeEach
  void operator() {
    operator = create(email, Role.OPERATOR, SECRET);
    browser = new Browser(port);
    provider.says(person -> strong(person, email));
  }

  @Test
  void theLogInPageOffersIt() throws Exception {
    assertThat(browser.open("/login").body())
        .contains("href=\"/login/with/department\"", "Sign in with Department account");
  }

  @Test
  void whoeverTheProviderSawWithTwoFactorsIsIn() throws Exception {
    browser.open("/console");
    var before = browser.sessionId();

    comeBack();

    assertThat(browser.location()).contains("/console");
    assertThat(browser.sessionId()).isNotEqualTo(before);
    assertThat(browser.open("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void theAcrOfTheSettingsCountsAsTwoFactors() throws Exception {
    provider.says(person -> {
      weak(person, email);
      person.claims.put("acr", "gold");
    });

    comeBack();

    assertThat(browser.open("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void withOneFactorThereOursIsAskedFor() throws Exception {
    provider.says(person -> weak(person, email));

    comeBack();

    assertThat(browser.location()).endsWith("/login/code");
    assertThat(browser.open("/console").statusCode()).isEqualTo(302);
    browser.open("/login/code");
    browser.submit("/login/code", Map.of("code", Totp.codeAt(SECRET, clock.instant())));
    assertThat(browser.open("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void aSecondFactorOfYesterdayIsNone() throws Exception {
    provider.says(person -> {
      strong(person, email);
      person.claims.put("auth_time", Date.from(clock.instant().minus(Duration.ofHours(13))));
    });

    comeBack();

    assertThat(browser.location()).endsWith("/login/code");
  }

  @Test
  void withoutAnySecondFactorOneIsSetUp() throws Exception {
    var fresh = "fresh-" + tag + "@example.org";
    create(fresh, Role.ANALYST, null);
    provider.says(person -> weak(person, fresh));

    comeBack();

    assertThat(browser.location()).endsWith("/login/enrol");
  }

  @Test
  void theProvidersNameForThePersonCountsNotAnAddressThatWasGivenToSomebodyElse() throws Exception {
    comeBack();
    browser = new Browser(port);
    provider.says(person -> {
      strong(person, email);
      person.claims.put("sub", "somebody else");
    });

    assertThatNobodyComesIn();

    // And who changes the address at the provider stays who they are.
    provider.says(person -> strong(person, "renamed-" + tag + "@example.org"));
    browser = new Browser(port);
    comeBack();
    assertThat(browser.open("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyComesInWhomTheHouseDoesNotKnow() throws Exception {
    provider.says(person -> strong(person, "stranger-" + tag + "@example.org"));

    assertThatNobodyComesIn();
    assertThat(
            jdbc.sql("SELECT count(*) FROM identity.person WHERE email LIKE 'stranger-%'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void anAddressThatTheProviderDidNotConfirmIsNobodys() throws Exception {
    provider.says(person -> {
      strong(person, email);
      person.claims.put("email_verified", false);
    });
    assertThatNobodyComesIn();

    browser = new Browser(port);
    provider.says(person -> {
      strong(person, email);
      person.claims.remove("email_verified");
    });
    assertThatNobodyComesIn();
  }

  @Test
  void disabledPeopleStayOut() throws Exception {
    jdbc.sql("UPDATE identity.person SET disabled_at = now() WHERE id = :id")
        .param("id", operator.value())
        .update();

    assertThatNobodyComesIn();
  }

  @Test
  void noDepartmentSpeaksForResidents() throws Exception {
    var resident = "resident-" + tag + "@example.org";
    create(resident, Role.OWNER, null);
    provider.says(person -> strong(person, resident));

    assertThatNobodyComesIn();
  }

  @Test
  void rolesAreOursToGive() throws Exception {
    provider.says(person -> {
      strong(person, email);
      person.claims.put("roles", List.of("ADMINISTRATOR", "AUDITOR"));
      person.claims.put("groups", List.of("ADMINISTRATOR"));
    });
    comeBack();

    assertThat(
            jdbc.sql("SELECT array_to_string(roles, ',') FROM identity.person WHERE id = :id")
                .param("id", operator.value())
                .query(String.class)
                .single())
        .isEqualTo("OPERATOR");
  }

  @Test
  void tokensThatAreNotForUsAreRefused() throws Exception {
    var forgeries =
        List.<Consumer<DepartmentProvider.Person>>of(
            person -> person.claims.put("iss", "https://elsewhere.example.org"),
            person -> person.claims.put("aud", "another-client"),
            person -> person.claims.put("nonce", "another-nonce"),
            person -> person.claims.remove("nonce"),
            person -> person.claims.put("exp", Date.from(clock.instant().minusSeconds(3600))),
            person -> person.key = DepartmentProvider.key());
    for (var forgery : forgeries) {
      browser = new Browser(port);
      provider.says(person -> {
        strong(person, email);
        forgery.accept(person);
      });

      assertThatNobodyComesIn();
    }
  }

  @Test
  void anAnswerToSomebodyElsesQuestionIsRefused() throws Exception {
    browser.open(START);
    var back = atTheProvider(browser.location());
    // Another browser: this is how somebody would be logged in as the attacker.
    browser = new Browser(port);
    browser.open("/login");

    browser.open(back);
    assertThat(browser.location()).contains("/login?openid=");
    assertThat(browser.open("/console").statusCode()).isEqualTo(302);

    browser.open(START);
    browser.open(atTheProvider(browser.location()).replaceAll("state=[^&]+", "state=x"));
    assertThat(browser.open("/console").statusCode()).isEqualTo(302);
  }

  @Test
  void anAnswerWorksOnce() throws Exception {
    browser.open(START);
    var back = atTheProvider(browser.location());
    browser.open(back);

    browser = new Browser(port);
    browser.open(back);
    assertThat(browser.open("/console").statusCode()).isEqualTo(302);
  }

  @Test
  void everyLogInIsInTheAuditLog() throws Exception {
    var logIns = events("login.ok");
    var links = events("login.openid.link");
    var failures = events("login.fail");
    comeBack();
    provider.says(person -> strong(person, "stranger-" + tag + "@example.org"));
    browser = new Browser(port);
    comeBack();

    assertThat(events("login.ok")).isEqualTo(logIns + 1);
    assertThat(events("login.openid.link")).isEqualTo(links + 1);
    assertThat(events("login.fail")).isEqualTo(failures + 1);
  }

  private long events(String event) {
    return jdbc.sql("SELECT count(*) FROM audit.entry WHERE event = :event")
        .param("event", event)
        .query(Long.class)
        .single();
  }

  private void assertThatNobodyComesIn() throws Exception {
    comeBack();
    assertThat(browser.location()).contains("/login?openid=");
    assertThat(browser.follow().body()).contains("role=\"alert\"").doesNotContain("aria-invalid");
    assertThat(browser.open("/console").statusCode()).isEqualTo(302);
  }

  /// Goes to the provider and comes back with its answer.
  private void comeBack() throws Exception {
    browser.open(START);
    browser.open(atTheProvider(browser.location()));
  }

  private static String atTheProvider(String address) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.discarding());
      return answer.headers().firstValue("Location").orElseThrow();
    }
  }

  private void strong(DepartmentProvider.Person person, String address) {
    weak(person, address);
    person.claims.put("amr", List.of("pwd", "otp", "mfa"));
  }

  private void weak(DepartmentProvider.Person person, String address) {
    person.claims.putAll(
        Map.ofEntries(
            entry("sub", tag + "-" + address.replaceAll("^renamed-", "operator-")),
            entry("email", address),
            entry("email_verified", true),
            entry("amr", List.of("pwd"))));
  }

  private PersonId create(String address, Role role, byte @Nullable [] secret) {
    var department = OrganisationId.random();
    organisations.add(new Organisation(department, "Department", OrganisationKind.AGENCY));
    return firstAccounts.create(
        new NewAccount(EmailAddress.of(address), "Sam", department, Set.of(role), "en"),
        "violet kettle bridge",
        secret);
  }
}
