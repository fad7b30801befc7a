package org.porchlight.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.MobileApiTestApplication;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.identity.Accounts;
import org.porchlight.identity.Actor;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.FirstAccounts;
import org.porchlight.identity.LogIn;
import org.porchlight.identity.LogInAnswer;
import org.porchlight.identity.Machines;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.Role;
import org.porchlight.identity.Totp;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Phones and machines at the authorization server and at the API, over HTTP and on a real
/// database.
@SpringBootTest(
    classes = MobileApiTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
class AuthorizationServerTests {

  static final String ISSUER = "https://porchlight.example.org";
  static final String HOME = ISSUER + "/phone/";
  static final String PASSWORD = "violet kettle bridge";
  static final byte[] SECRET = Totp.fromBase32("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  @Autowired MockMvc mvc;
  @Autowired FirstAccounts firstAccounts;
  @Autowired Organisations organisations;
  @Autowired Accounts accounts;
  @Autowired Machines machines;
  @Autowired LogIn logIn;
  @Autowired Clock clock;
  @Autowired JsonMapper json;
  @Autowired JWKSource<SecurityContext> keys;
  @Autowired AuditTrail trail;
  @LocalServerPort int port;

  final OrganisationId department = OrganisationId.random();
  final String tag = UUID.randomUUID().toString().substring(0, 8);
  Actor officer;

  @BeforeEach
  void officer() {
    organisations.add(new Organisation(department, "Department " + tag, OrganisationKind.AGENCY));
    officer = person("officer", Role.OFFICER);
  }

  @Test
  void aPhoneSignsInWithCodeAndPkceAndCallsTheApi() throws Exception {
    var tokens = tokens(signIn(officer));

    assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(tokens.path("expires_in").asInt()).isBetween(290, 300);
    assertThat(tokens.path("refresh_token").asString()).hasSizeGreaterThan(40);
    var claims = claims(tokens);
    assertThat(claims.path("sub").asString()).isEqualTo(officer.person().toString());
    assertThat(claims.path("iss").asString()).isEqualTo(ISSUER);
    assertThat(claims.path("roles").toString()).isEqualTo("[\"OFFICER\"]");
    assertThat(claims.path("amr").toString()).contains("otp");
    assertThat(claims.path("auth_time").asLong())
        .isEqualTo(officer.secondFactorAt().getEpochSecond());
    assertThat(callApi(tokens).getStatus()).isEqualTo(404);
  }

  @Test
  void whoIsNotLoggedInGoesToTheLogInPageFirst() throws Exception {
    var answer =
        mvc.perform(authorize(HOME, challenge(VERIFIER), "S256").accept(MediaType.TEXT_HTML))
            .andReturn();

    assertThat(answer.getResponse().getStatus()).isEqualTo(302);
    assertThat(answer.getResponse().getRedirectedUrl()).endsWith("/login");
  }

  @Test
  void theAnswerKeepsTheState() throws Exception {
    assertThat(
            mvc.perform(
                    authorize(HOME, challenge(VERIFIER), "S256").with(authentication(web(officer))))
                .andReturn()
                .getResponse()
                .getRedirectedUrl())
        .startsWith(HOME + "?code=")
        .contains("state=xyz");
  }

  @Test
  void plainPkceIsRefused() throws Exception {
    var answer =
        mvc.perform(authorize(HOME, VERIFIER, "plain").with(authentication(web(officer))))
            .andReturn()
            .getResponse();

    assertThat(answer.getRedirectedUrl()).contains("error=invalid_request").doesNotContain("code=");
  }

  @Test
  void withoutPkceNothing() throws Exception {
    var answer =
        mvc.perform(
                get("/oauth2/authorize")
                    .queryParam("response_type", "code")
                    .queryParam("client_id", Clients.PHONE)
                    .queryParam("redirect_uri", HOME)
                    .with(authentication(web(officer))))
            .andReturn()
            .getResponse();

    assertThat(answer.getRedirectedUrl()).contains("error=invalid_request").doesNotContain("code=");
  }

  @Test
  void anyOtherRedirectIsRefusedWithoutRedirecting() throws Exception {
    for (var redirect :
        new String[] {
          "https://evil.example.org/phone/",
          HOME + "x",
          HOME + "?a=b",
          ISSUER + "/phone",
          "http://porchlight.example.org/phone/",
          "https://porchlight.example.org@evil.example.org/phone/"
        }) {
      var answer =
          mvc.perform(
                  authorize(redirect, challenge(VERIFIER), "S256")
                      .with(authentication(web(officer))))
              .andReturn()
              .getResponse();
      assertThat(answer.getStatus()).as(redirect).isEqualTo(400);
      assertThat(answer.getRedirectedUrl()).isNull();
    }
  }

  @Test
  void nativeDevelopmentMayUseAnyPortOnLoopback() throws Exception {
    var answer =
        mvc.perform(
                authorize("http://127.0.0.1:51004/phone/", challenge(VERIFIER), "S256")
                    .with(authentication(web(officer))))
            .andReturn()
            .getResponse();

    assertThat(answer.getRedirectedUrl()).startsWith("http://127.0.0.1:51004/phone/?code=");
  }

  @Test
  void aWrongVerifierGetsNothing() throws Exception {
    var answer = exchange(signIn(officer), "another-verifier-that-is-long-enough-0123456789");

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(answer.getContentAsString()).contains("invalid_grant");
  }

  @Test
  void refreshTokensRotate() throws Exception {
    var first = tokens(signIn(officer));
    var second = json.readTree(refresh(first).getContentAsString());

    assertThat(second.path("refresh_token").asString())
        .isNotEmpty()
        .isNotEqualTo(first.path("refresh_token").asString());
    assertThat(claims(second).path("sid")).isEqualTo(claims(first).path("sid"));
    assertThat(callApi(second).getStatus()).isEqualTo(404);
  }

  @Test
  void aRefreshTokenShownTwiceEndsTheWholeFamily() throws Exception {
    var first = tokens(signIn(officer));
    var second = json.readTree(refresh(first).getContentAsString());

    var again = refresh(first);

    assertThat(again.getStatus()).isEqualTo(400);
    assertThat(again.getContentAsString()).contains("invalid_grant");
    assertThat(refresh(second).getStatus()).isEqualTo(400);
    // The access tokens, too, do not live out their five minutes.
    assertThat(callApi(second).getStatus()).isEqualTo(401);
  }

  @Test
  void aCodeShownTwiceEndsTheWholeFamily() throws Exception {
    var code = signIn(officer);
    var tokens = tokens(code);

    assertThat(exchange(code, VERIFIER).getStatus()).isEqualTo(400);
    assertThat(callApi(tokens).getStatus()).isEqualTo(401);
    assertThat(refresh(tokens).getStatus()).isEqualTo(400);
  }

  @Test
  void signingOutOfThePhoneRevokesTheFamily() throws Exception {
    var tokens = tokens(signIn(officer));

    mvc.perform(
        post("/oauth2/revoke")
            .param("client_id", Clients.PHONE)
            .param("token", tokens.path("refresh_token").asString()));

    assertThat(callApi(tokens).getStatus()).isEqualTo(401);
    assertThat(refresh(tokens).getStatus()).isEqualTo(400);
  }

  @Test
  void aDisabledPersonsTokensAreDeadAtOnce() throws Exception {
    var tokens = tokens(signIn(officer));
    var code = signIn(officer);

    accounts.disable(person("admin", Role.ADMINISTRATOR), officer.person(), "left");

    assertThat(callApi(tokens).getStatus()).isEqualTo(401);
    assertThat(refresh(tokens).getStatus()).isEqualTo(400);
    assertThat(exchange(code, VERIFIER).getStatus()).isEqualTo(400);
    var authorize =
        mvc.perform(authorize(HOME, challenge(VERIFIER), "S256").with(authentication(web(officer))))
            .andReturn()
            .getResponse();
    assertThat(authorize.getRedirectedUrl() == null ? "" : authorize.getRedirectedUrl())
        .doesNotContain("code=");
  }

  @Test
  void aTokenThatIsTooOldOrRevokedOpensNoCamera() throws Exception {
    var tokens = tokens(signIn(officer));
    var tooOld = expired(tokens);
    assertThat(callApi(tokens).getStatus()).isEqualTo(404);

    mvc.perform(
        post("/oauth2/revoke")
            .param("client_id", Clients.PHONE)
            .param("token", tokens.path("refresh_token").asString()));

    for (var token : List.of(tooOld, tokens.path("access_token").asString())) {
      for (var request : List.of(looks(), looks("live"), looks("snapshot"))) {
        var answer =
            mvc.perform(request.header("Authorization", "Bearer " + token))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(401);
        // RFC 6750, 3.1: the client is to fetch a new one.
        assertThat(answer.getHeaders(HttpHeaders.WWW_AUTHENTICATE))
            .singleElement(InstanceOfAssertFactories.STRING)
            .startsWith("Bearer ")
            .contains("error=\"invalid_token\"");
        assertProblem(answer, "not-signed-in");
      }
    }
    // Without any, there is nothing wrong with it.
    for (var request : List.of(looks(), looks("live"), looks("snapshot"))) {
      var answer = mvc.perform(request).andReturn().getResponse();
      assertThat(answer.getStatus()).isEqualTo(401);
      assertThat(answer.getHeader(HttpHeaders.WWW_AUTHENTICATE))
          .startsWith("Bearer")
          .doesNotContain("error=");
      assertProblem(answer, "not-signed-in");
    }
  }

  @Test
  void whoeverGoesThroughIncidentsIsStoppedAndWrittenDown() throws Exception {
    var tokens = tokens(signIn(officer));
    for (var i = 0; i < 20; i++) {
      assertThat(call(looks(), tokens).getStatus()).isEqualTo(403);
    }

    var stopped = call(looks(), tokens);

    assertThat(stopped.getStatus()).isEqualTo(429);
    assertThat(Integer.parseInt(stopped.getHeader(HttpHeaders.RETRY_AFTER))).isBetween(1, 60);
    assertProblem(stopped, "too-many-questions");
    assertThat(call(looks(), tokens).getStatus()).isEqualTo(429);
    assertThat(trail.page(RecordedForTests.of(null), "access.enumeration", Long.MAX_VALUE, 10))
        .filteredOn(entry -> officer.person().toString().equals(entry.personal().get("act")))
        .hasSize(1);
  }

  /// As one that was issued an hour ago.
  private String expired(JsonNode tokens) {
    var encoder = new NimbusJwtEncoder(keys);
    encoder.setJwkSelector(List::getFirst);
    var type = new TypeReference<Map<String, Object>>() {};
    var now = clock.instant();
    var claims =
        JwtClaimsSet.builder()
            .claims(all -> all.putAll(json.convertValue(claims(tokens), type)))
            .issuedAt(now.minusSeconds(3600))
            .notBefore(now.minusSeconds(3600))
            .expiresAt(now.minusSeconds(3300))
            .build();
    var header = JwsHeader.with(SignatureAlgorithm.ES256).type("at+jwt").build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }

  private static MockHttpServletRequestBuilder looks() {
    return get("/api/v1/incidents/" + UUID.randomUUID() + "/cameras");
  }

  private static MockHttpServletRequestBuilder looks(String what) {
    return post("/api/v1/incidents/%s/cameras/%s/%s"
            .formatted(UUID.randomUUID(), UUID.randomUUID(), what))
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"purpose\":\"INV-BURGLARY\"}");
  }

  @Test
  void otherRolesNeedANewLogIn() throws Exception {
    var tokens = tokens(signIn(officer));

    accounts.changeRoles(
        person("admin", Role.ADMINISTRATOR), officer.person(), Set.of(Role.SUPERVISOR));

    assertThat(callApi(tokens).getStatus()).isEqualTo(401);
  }

  @Test
  void aProofOfPossessionIsRefusedRatherThanIgnored() throws Exception {
    var tokens = tokens(signIn(officer));
    var answer =
        mvc.perform(
                post("/oauth2/token")
                    .header("DPoP", "e30.e30.x")
                    .param("grant_type", "refresh_token")
                    .param("client_id", Clients.PHONE)
                    .param("refresh_token", tokens.path("refresh_token").asString()))
            .andReturn()
            .getResponse();

    assertThat(answer.getStatus()).isEqualTo(400);
  }

  @Test
  void aMachineGetsATokenForItsScopesOnly() throws Exception {
    var machine = machine("cad");
    var tokens = clientCredentials(machine, "cad");

    assertThat(tokens.getStatus()).isEqualTo(200);
    var token = json.readTree(tokens.getContentAsString());
    assertThat(token.has("refresh_token")).isFalse();
    assertThat(claims(token).path("roles").toString()).isEqualTo("[\"MACHINE\"]");
    assertThat(clientCredentials(machine, "reads").getStatus()).isEqualTo(400);
    // Without the right scope the address is closed, and says so as a problem.
    var refused = call(post("/api/v1/reads"), token);
    assertThat(refused.getStatus()).isEqualTo(403);
    assertProblem(refused, "not-allowed");
    assertThat(call(post("/api/v1/cad/nothing"), token).getStatus()).isEqualTo(404);
  }

  @Test
  void aMachineThatAsksForNothingInParticularGetsWhatItMay() throws Exception {
    var token = json.readTree(clientCredentials(machine("reads"), null).getContentAsString());

    assertThat(claims(token).path("scope").toString()).contains("reads");
    assertThat(call(get("/api/v1/reads/nothing"), token).getStatus()).isEqualTo(404);
  }

  @Test
  void aMachineWithAWrongSecretGetsNothing() throws Exception {
    var machine = machine("cad");
    var answer = clientCredentials(Map.entry(machine.getKey(), "guess"), "cad");

    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(answer.getContentAsString()).contains("invalid_client");
  }

  @Test
  void aPersonsTokenDoesNotOpenTheDoorsOfMachines() throws Exception {
    var tokens = tokens(signIn(officer));

    assertThat(call(post("/api/v1/cad/incidents"), tokens).getStatus()).isEqualTo(403);
    assertThat(call(post("/api/v1/reads"), tokens).getStatus()).isEqualTo(403);
  }

  @Test
  void everyRefusalIsAProblem() throws Exception {
    var tokens = tokens(signIn(officer));

    var nobody = mvc.perform(get("/api/v1/me")).andReturn().getResponse();
    assertThat(nobody.getStatus()).isEqualTo(401);
    assertThat(nobody.getHeader(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Bearer");
    assertProblem(nobody, "not-signed-in");

    var forged =
        mvc.perform(get("/api/v1/me").header("Authorization", "Bearer e30.e30.x"))
            .andReturn()
            .getResponse();
    assertThat(forged.getStatus()).isEqualTo(401);
    assertProblem(forged, "not-signed-in");

    var missing = callApi(tokens);
    assertThat(missing.getStatus()).isEqualTo(404);
    assertProblem(missing, "not-found");

    var media = mvc.perform(get("/media/clips/1")).andReturn().getResponse();
    assertThat(media.getStatus()).isEqualTo(401);
    assertProblem(media, "not-signed-in");
  }

  @Test
  void theWrongMethodIsAProblemForProgramsAndBrowsersAlike() throws Exception {
    for (var accept : new String[] {"*/*", "text/html,*/*;q=0.8"}) {
      var answer = overTheWire(accept);

      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(answer.headers().firstValue("Allow")).contains("GET");
      assertThat(answer.body()).contains("\"urn:porchlight:problem:invalid-request\"");
    }
  }

  /// With a real container, whose own refusals no mock shows.
  private HttpResponse<String> overTheWire(String accept) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/audit/checkpoint"))
              .header("Accept", accept)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void theContainersOwnErrorsAreProblemsToo() throws Exception {
    var answer =
        mvc.perform(
                get("/error")
                    .requestAttr("jakarta.servlet.error.status_code", 500)
                    .requestAttr("jakarta.servlet.error.request_uri", "/api/v1/me")
                    .with(authentication(web(officer)))
                    .accept(MediaType.TEXT_HTML))
            .andReturn()
            .getResponse();

    assertThat(answer.getStatus()).isEqualTo(500);
    assertProblem(answer, "internal-error");
  }

  @Test
  void figuresAreForMonitoringOnly() throws Exception {
    assertThat(mvc.perform(get("/actuator/prometheus")).andReturn().getResponse().getStatus())
        .isEqualTo(401);
    assertThat(call(get("/actuator/prometheus"), tokens(signIn(officer))).getStatus())
        .isEqualTo(403);
  }

  @Test
  void theServerDescribesItself() throws Exception {
    var document =
        json.readTree(
            mvc.perform(get("/.well-known/openid-configuration"))
                .andReturn()
                .getResponse()
                .getContentAsString());

    assertThat(document.path("issuer").asString()).isEqualTo(ISSUER);
    assertThat(document.path("token_endpoint").asString()).isEqualTo(ISSUER + "/oauth2/token");
    assertThat(document.path("code_challenge_methods_supported").toString())
        .isEqualTo("[\"S256\"]");
    var keys = mvc.perform(get("/oauth2/jwks")).andReturn().getResponse().getContentAsString();
    assertThat(keys).contains("P-256").doesNotContain("\"d\":");
  }

  private Actor person(String name, Role role) {
    var email = name + "-" + UUID.randomUUID() + "@example.org";
    firstAccounts.create(
        new NewAccount(EmailAddress.of(email), name, department, Set.of(role), "en"),
        PASSWORD,
        SECRET);
    var challenge =
        ((LogInAnswer.NeedsSecondFactor) logIn.withPassword(email, PASSWORD, "203.0.113.7"))
            .challenge();
    return ((LogInAnswer.SignedIn)
            logIn.withCode(challenge, Totp.codeAt(SECRET, clock.instant()), "203.0.113.7"))
        .actor();
  }

  private Map.Entry<String, String> machine(String scope) {
    var id = scope + "-" + UUID.randomUUID();
    var secret = "secret-" + UUID.randomUUID();
    firstAccounts.createMachine(id, "A machine", department, Set.of(scope), secret);
    return Map.entry(id, secret);
  }

  private static UsernamePasswordAuthenticationToken web(Actor actor) {
    return UsernamePasswordAuthenticationToken.authenticated(
        actor,
        null,
        actor.roles().stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList());
  }

  private static String challenge(String verifier) throws Exception {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            MessageDigest.getInstance("SHA-256")
                .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  private static MockHttpServletRequestBuilder authorize(
      String redirect, String challenge, String method) {
    return get("/oauth2/authorize")
        .queryParam("response_type", "code")
        .queryParam("client_id", Clients.PHONE)
        .queryParam("redirect_uri", redirect)
        .queryParam("scope", Clients.PHONE_SCOPE)
        .queryParam("state", "xyz")
        .queryParam("code_challenge", challenge)
        .queryParam("code_challenge_method", method);
  }

  private String signIn(Actor actor) throws Exception {
    var redirect =
        mvc.perform(authorize(HOME, challenge(VERIFIER), "S256").with(authentication(web(actor))))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    assertThat(redirect).startsWith(HOME + "?code=");
    return UriComponentsBuilder.fromUriString(redirect).build().getQueryParams().getFirst("code");
  }

  private MockHttpServletResponse exchange(String code, String verifier) throws Exception {
    return mvc.perform(
            post("/oauth2/token")
                .param("grant_type", "authorization_code")
                .param("client_id", Clients.PHONE)
                .param("redirect_uri", HOME)
                .param("code", code)
                .param("code_verifier", verifier))
        .andReturn()
        .getResponse();
  }

  private JsonNode tokens(String code) throws Exception {
    var answer = exchange(code, VERIFIER);
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
    return json.readTree(answer.getContentAsString());
  }

  private MockHttpServletResponse refresh(JsonNode tokens) throws Exception {
    return mvc.perform(
            post("/oauth2/token")
                .param("grant_type", "refresh_token")
                .param("client_id", Clients.PHONE)
                .param("refresh_token", tokens.path("refresh_token").asString()))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse clientCredentials(Map.Entry<String, String> machine, String scope)
      throws Exception {
    var basic =
        Base64.getEncoder()
            .encodeToString(
                (machine.getKey() + ":" + machine.getValue()).getBytes(StandardCharsets.UTF_8));
    var request =
        post("/oauth2/token")
            .header("Authorization", "Basic " + basic)
            .param("grant_type", "client_credentials");
    return mvc.perform(scope == null ? request : request.param("scope", scope))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse callApi(JsonNode tokens) throws Exception {
    return call(get("/api/v1/nothing-here"), tokens);
  }

  private MockHttpServletResponse call(MockHttpServletRequestBuilder request, JsonNode tokens)
      throws Exception {
    return mvc.perform(
            request.header("Authorization", "Bearer " + tokens.path("access_token").asString()))
        .andReturn()
        .getResponse();
  }

  private JsonNode claims(JsonNode tokens) {
    return json.readTree(
        Base64.getUrlDecoder().decode(tokens.path("access_token").asString().split("\\.", 3)[1]));
  }

  private static void assertProblem(MockHttpServletResponse answer, String type) throws Exception {
    assertThat(answer.getContentType()).startsWith("application/problem+json");
    assertThat(answer.getContentAsString()).contains("\"urn:porchlight:problem:" + type + "\"");
  }
}
