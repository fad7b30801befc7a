package org.porchlight.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A local server that speaks Firebase Cloud Messaging v1, for installations without a Firebase
/// project. It checks what FCM would check, keeps the last messages in memory, and shows them on a
/// page. It listens on the loopback address only, and wakes nobody.
///
/// - `POST /token`: an access token, for anybody
/// - `POST /v1/projects/{project}/messages:send`
/// - `GET /standin/push`: the page; `GET /standin/push.json`: the same for programs
public final class FcmStandIn implements AutoCloseable {

  private static final int KEPT = 200;
  private static final int LONGEST_BODY = 64 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final InstantSource time;
  private final SecureRandom random = new SecureRandom();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Deque<Received> received = new ArrayDeque<>();
  private final Deque<Fault> next = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Fault always;

  private FcmStandIn(HttpServer server, InstantSource time) {
    this.server = server;
    this.time = time;
  }

  /// Starts the server.
  ///
  /// @param port 0 for any that is free
  public static FcmStandIn start(int port, InstantSource time) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    var standIn = new FcmStandIn(server, time);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/token", standIn::token);
    server.createContext("/v1/projects/", standIn::send);
    server.createContext("/standin/push", standIn::page);
    server.createContext("/standin/push.json", standIn::list);
    server.start();
    return standIn;
  }

  /// What `porchlight.push.fcm.endpoint` is set to.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Where people see what arrived.
  public URI page() {
    return endpoint().resolve("/standin/push");
  }

  /// What arrived, the newest first; at most 200.
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /// Answers the next sends so, one after the other; then as before.
  public void answerNext(Fault... faults) {
    synchronized (next) {
      next.addAll(List.of(faults));
    }
  }

  /// Answers every send so; null for success.
  public void answer(@Nullable Fault fault) {
    synchronized (next) {
      always = fault;
    }
  }

  /// Forgets every access token, so that the next send gets a 401.
  public void expireTokens() {
    tokens.clear();
  }

  private void token(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        respond(exchange, 405, Map.of("error", "method"));
        return;
      }
      var bytes = new byte[24];
      random.nextBytes(bytes);
      var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      tokens.add(token);
      respond(
          exchange,
          200,
          Map.of("access_token", token, "expires_in", 3_600, "token_type", "Bearer"));
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
      if (!exchange.getRequestMethod().equals("POST")
          || !exchange
              .getRequestURI()
              .getPath()
              .matches("/v1/projects/[a-z][a-z0-9-]{1,62}/messages:send")) {
        error(exchange, 404, "NOT_FOUND", "Requested entity was not found.", null);
        return;
      }
      if (!authorized(exchange)) {
        error(exchange, 401, "UNAUTHENTICATED", "Invalid authentication credentials.", null);
        return;
      }
      var project = exchange.getRequestURI().getPath().split("/", 5)[3];
      var name = "projects/" + project + "/messages/" + UUID.randomUUID();
      try {
        var request = JSON.readTree(body);
        var message = FcmContract.check(request, name, time.instant());
        if (request.path("validate_only").asBoolean(false)) {
          respond(
              exchange, 200, Map.of("name", "projects/" + project + "/messages/fake_message_id"));
          return;
        }
        var fault = fault();
        if (fault != null) {
          fail(exchange, fault);
          return;
        }
        keep(message);
        respond(exchange, 200, Map.of("name", name));
      } catch (JacksonException unreadable) {
        error(exchange, 400, "INVALID_ARGUMENT", "Invalid JSON payload received.", null);
      } catch (FcmContract.Broken broken) {
        error(
            exchange,
            400,
            "INVALID_ARGUMENT",
            String.valueOf(broken.getMessage()),
            "INVALID_ARGUMENT");
      }
    }
  }

  private boolean authorized(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null
        && header.startsWith("Bearer ")
        && tokens.contains(header.substring("Bearer ".length()));
  }

  private @Nullable Fault fault() {
    synchronized (next) {
      return next.isEmpty() ? always : next.removeFirst();
    }
  }

  private void fail(HttpExchange exchange, Fault fault) throws IOException {
    switch (fault) {
      case HANG -> hang();
      case NO_CREDENTIALS -> exchange.sendResponseHeaders(fault.status, -1);
      case UNREGISTERED,
          INVALID_ARGUMENT,
          SENDER_ID_MISMATCH,
          QUOTA_EXCEEDED,
          UNAVAILABLE,
          INTERNAL,
          THIRD_PARTY_AUTH_ERROR -> {
        if (fault == Fault.QUOTA_EXCEEDED) {
          exchange.getResponseHeaders().set("Retry-After", "1");
        }
        error(
            exchange,
            fault.status,
            String.valueOf(fault.canonical),
            "The stand-in was told to answer " + fault,
            fault.name());
      }
    }
  }

  private void hang() {
    try {
      closed.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(Received message) {
    synchronized (received) {
      received.addFirst(message);
      while (received.size() > KEPT) {
        received.removeLast();
      }
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    try (exchange) {
      var items = new ArrayList<Map<String, Object>>();
      for (var message : received()) {
        var item = new LinkedHashMap<String, Object>();
        item.put("name", message.name());
        item.put("at", message.at().toString());
        item.put("kind", message.kind());
        item.put("target", message.target());
        item.put("data", message.data());
        item.put("priority", message.priority());
        item.put("ttl", message.ttl());
        item.put("collapseKey", message.collapseKey());
        items.add(item);
      }
      respond(exchange, 200, Map.of("received", items));
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/standin/push")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var languages = exchange.getRequestHeaders().getFirst("Accept-Language");
      var spanish = languages != null && languages.startsWith("es");
      var html = PushPage.of(received(), spanish).getBytes(UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "text/html; charset=utf-8");
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Content-Security-Policy", PushPage.POLICY);
      exchange.sendResponseHeaders(200, html.length);
      exchange.getResponseBody().write(html);
    }
  }

  private static void error(
      HttpExchange exchange, int status, String canonical, String message, @Nullable String code)
      throws IOException {
    var error = new LinkedHashMap<String, Object>();
    error.put("code", status);
    error.put("message", message);
    error.put("status", canonical);
    if (code != null) {
      error.put(
          "details",
          List.of(
              Map.of(
                  "@type",
                  "type.googleapis.com/google.firebase.fcm.v1.FcmError",
                  "errorCode",
                  code)));
    }
    respond(exchange, status, Map.of("error", error));
  }

  private static void respond(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    var bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
