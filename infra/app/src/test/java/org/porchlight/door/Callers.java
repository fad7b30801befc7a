package org.porchlight.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.porchlight.identity.Role;
import org.porchlight.identity.Totp;
import org.springframework.beans.factory.BeanFactory;
import tools.jackson.databind.json.JsonMapper;

/// One caller per column of the table, each with what such a caller really has: a session that
/// began at the log-in page, a token from the authorization server, or nothing.
final class Callers {

  static final String NOBODY = "nobody";

  private static final String PASSWORD = "violet kettle bridge";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String HOME = "http://localhost:8080/phone/";

  private final BeanFactory beans;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Caller> columns = new LinkedHashMap<>();
  private final OrganisationId department;

  /// Somebody who knocks.
  ///
  /// @param role null for nobody
  /// @param actor of a log-in of its own; null for nobody and for machines
  /// @param session of the browser; empty for machines and for nobody
  /// @param token null for nobody
  record Caller(
      @Nullable Role role, @Nullable Actor actor, Browser session, @Nullable String token) {}

  Callers(BeanFactory beans, int port) throws Exception {
    this.beans = beans;
    this.port = port;
    this.department = organisation(OrganisationKind.AGENCY);
    columns.put(NOBODY, new Caller(null, null, new Browser(port), null));
    person("owner", Role.OWNER, organisation(OrganisationKind.RESIDENT));
    person("neighbour", Role.OWNER, organisation(OrganisationKind.RESIDENT));
    person("housing", Role.HOUSING_MANAGER, organisation(OrganisationKind.HOUSING_AUTHORITY));
    person("officer", Role.OFFICER, department);
    person("colleague", Role.OFFICER, department);
    person("operator", Role.OPERATOR, department);
    person("outsider", Role.OPERATOR, organisation(OrganisationKind.AGENCY));
    person("analyst", Role.ANALYST, department);
    person("supervisor", Role.SUPERVISOR, department);
    person("auditor", Role.AUDITOR, department);
    person("admin", Role.ADMINISTRATOR, department);
    machine("cad");
    machine("reads");
    machine("metrics");
  }

  Map<String, Caller> columns() {
    return columns;
  }

  Actor actor(String column) {
    var actor = columns.get(column).actor();
    if (actor == null) {
      throw new IllegalArgumentException(column + " is no person");
    }
    return actor;
  }

  private void person(String column, Role role, OrganisationId organisation) throws Exception {
    var email = column + "-" + UUID.randomUUID() + "@example.org";
    var secret = role.needsSecondFactor() ? UUID.randomUUID().toString().getBytes(US_ASCII) : null;
    beans
        .getBean(FirstAccounts.class)
        .create(
            new NewAccount(EmailAddress.of(email), column, organisation, Set.of(role), "en"),
            PASSWORD,
            secret);
    var actor = actor(email, secret);
    var session = session(email, secret);
    columns.put(column, new Caller(role, actor, session, personsToken(session)));
  }

  private void machine(String scope) throws Exception {
    var client = scope + "-" + UUID.randomUUID();
    beans
        .getBean(FirstAccounts.class)
        .createMachine(client, scope, department, Set.of(scope), PASSWORD);
    var token =
        token(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", client,
                "client_secret", PASSWORD));
    columns.put(scope, new Caller(Role.MACHINE, null, new Browser(port), token));
  }

  /// For what the test itself has to do as this person.
  private Actor actor(String email, byte @Nullable [] secret) {
    var logIn = beans.getBean(LogIn.class);
    var answer = logIn.withPassword(email, PASSWORD, "203.0.113.7");
    if (answer instanceof LogInAnswer.NeedsSecondFactor(var challenge) && secret != null) {
      answer = logIn.withCode(challenge, code(secret, -1), "203.0.113.7");
    }
    return ((LogInAnswer.SignedIn) answer).actor();
  }

  private Browser session(String email, byte @Nullable [] secret) throws Exception {
    var browser = new Browser(port);
    browser.open("/login");
    browser.submit("/login", Map.of("email", email, "password", PASSWORD));
    if (secret != null) {
      browser.follow();
      browser.submit("/login/code", Map.of("code", code(secret, 0)));
    }
    if (browser.location().contains("/login")) {
      throw new AssertionError("cannot log in as " + email);
    }
    return browser;
  }

  /// A code works once, so the log-in before uses the one before.
  private String code(byte[] secret, int steps) {
    var now = beans.getBean(Clock.class).instant();
    return Totp.codeAt(secret, now.plusSeconds(30L * steps));
  }

  private String personsToken(Browser session) throws Exception {
    var challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(US_ASCII)));
    session.open(
        "/oauth2/authorize?response_type=code&client_id=porchlight-phone&scope=api&state=s"
            + "&redirect_uri="
            + HOME
            + "&code_challenge_method=S256&code_challenge="
            + challenge);
    var code = session.location().replaceAll(".*[?&]code=([^&]+).*", "$1");
    return token(
        Map.of(
            "grant_type", "authorization_code",
            "client_id", "porchlight-phone",
            "redirect_uri", HOME,
            "code_verifier", VERIFIER,
            "code", code));
  }

  private String token(Map<String, String> form) throws Exception {
    var body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
    return new JsonMapper().readTree(answer.body()).path("access_token").asString();
  }

  private OrganisationId organisation(OrganisationKind kind) {
    var id = OrganisationId.random();
    beans.getBean(Organisations.class).add(new Organisation(id, kind.name(), kind));
    return id;
  }
}
