package org.porchlight.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.json.JsonMapper;

/// The OpenID provider of a department: a small one of its own, over HTTP, with signed tokens. Who
/// comes is always the person that the test names.
final class DepartmentProvider
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  static final DepartmentProvider RUNNING = start();

  private static final String CLIENT = "porchlight";
  private static final String SECRET = "a secret between two servers";

  private final HttpServer server;
  private final RSAKey key = key();
  private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
  private volatile Consumer<Person> person = _ -> {};

  /// Spring makes one of these for each context; the server is shared.
  DepartmentProvider() {
    this(RUNNING.server);
  }

  private DepartmentProvider(HttpServer server) {
    this.server = server;
  }

  /// What the next token says, and with which key it is signed.
  static final class Person {

    final Map<String, Object> claims = new HashMap<>();
    RSAKey key;

    private Person(RSAKey key) {
      this.key = key;
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "department-provider",
                Map.of(
                    "porchlight.openid.issuer",
                    issuer(),
                    "porchlight.openid.client-id",
                    CLIENT,
                    "porchlight.openid.client-secret",
                    SECRET,
                    "porchlight.openid.name",
                    "Department account",
                    "porchlight.openid.strong-acr",
                    "gold")));
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort() + "/realms/department";
  }

  /// Changes what the provider says from now on.
  void says(Consumer<Person> what) {
    person = what;
  }

  static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static DepartmentProvider start() {
    try {
      var provider =
          new DepartmentProvider(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      provider.server.createContext("/", exchange -> provider.answer(exchange));
      provider.server.start();
      return provider;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "openid-configuration" -> json(exchange, 200, description());
      case "keys" -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
      case "authorize" -> authorize(exchange);
      case "token" -> token(exchange);
      default -> json(exchange, 404, "{}");
    }
  }

  private String description() {
    return new JsonMapper()
        .writeValueAsString(
            Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "subject_types_supported", List.of("public"),
                "response_types_supported", List.of("code"),
                "id_token_signing_alg_values_supported", List.of("RS256")));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var request = form(exchange.getRequestURI().getRawQuery());
    var code = UUID.randomUUID().toString();
    asked.put(code, request);
    var back =
        URI.create(
            request.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(request.getOrDefault("state", ""), UTF_8));
    exchange.getResponseHeaders().set("Location", back.toString());
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    var request = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var begun = Optional.ofNullable(asked.remove(request.getOrDefault("code", "")));
    var authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    // PKCE and the client's secret: a provider that checks neither would prove nothing here.
    if (begun.isEmpty()
        || !"S256".equals(begun.get().get("code_challenge_method"))
        || request.getOrDefault("code_verifier", "").isEmpty()
        || !authorization.startsWith("Basic ")) {
      json(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    var token =
        Map.of(
            "access_token",
            UUID.randomUUID().toString(),
            "token_type",
            "Bearer",
            "expires_in",
            300,
            "id_token",
            idToken(begun.get()));
    json(exchange, 200, new JsonMapper().writeValueAsString(token));
  }

  private String idToken(Map<String, String> request) {
    var now = Instant.now();
    var says = new Person(key);
    says.claims.putAll(
        Map.of(
            "iss", issuer(),
            "aud", CLIENT,
            "iat", Date.from(now),
            "exp", Date.from(now.plusSeconds(300)),
            "nonce", request.getOrDefault("nonce", "")));
    if (request.containsKey("max_age")) {
      says.claims.put("auth_time", Date.from(now.minusSeconds(60)));
    }
    person.accept(says);
    var claims = new JWTClaimsSet.Builder();
    says.claims.forEach(claims::claim);
    var jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            claims.build());
    try {
      jwt.sign(new RSASSASigner(says.key));
    } catch (JOSEException impossible) {
      throw new AssertionError(impossible);
    }
    return jwt.serialize();
  }

  private static Map<String, String> form(String text) {
    var fields = new HashMap<String, String>();
    for (var field : text.split("&", -1)) {
      var parts = field.split("=", 2);
      fields.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
    }
    return fields;
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
