package org.porchlight.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.porchlight.door.AuthorisationTable.Row;
import tools.jackson.databind.json.JsonMapper;

/// Knocks at one door and says what happened, in the words of the table: `open` (the door is
/// passed; whatever the use case says then), `400`, `401`, `403`, `404`, `login` (sent to the
/// log-in page).
final class Knock {

  /// What a page shows instead of itself, when it is not there or may not be seen, and when it
  /// broke.
  private static final String NOTHING_HERE = "Nothing here";

  private static final String BROKEN = "Something went wrong";

  /// Never right, so never in the table.
  private static final String BROKEN_WORD = "broken";

  /// Here only clients are served, and 400 is what others are told.
  private static final Pattern FOR_CLIENTS = Pattern.compile("/oauth2/|/userinfo|/connect/");

  private static final String INIT =
      "&query=&v-sh=900&v-sw=1440&v-wh=900&v-ww=1440&v-bh=900&v-bw=1440&v-curdate=0&v-tzo=0"
          + "&v-dstd=0&v-rtzo=0&v-dston=false&v-tzid=UTC&v-td=false&v-pr=1";

  /// Without a body that makes sense, a door would be passed and the object never asked for.
  private static final Map<String, String> BODIES =
      Map.of(
          "PUT /api/v1/me/duty", "{\"onDuty\":false}",
          "POST /api/v1/me/position", "{\"latitude\":0,\"longitude\":0}",
          "POST /api/v1/me/push-targets", "{\"kind\":\"TOKEN\",\"address\":\"abc\"}",
          "POST /api/v1/incidents/{incident}/cameras/{camera}/live",
              "{\"purpose\":\"INV-BURGLARY\"}",
          "POST /api/v1/incidents/{incident}/cameras/{camera}/snapshot",
              "{\"purpose\":\"INV-BURGLARY\"}",
          "POST /api/v1/alerts/{id}/decline", "{\"reason\":\"OTHER\"}",
          "POST /api/v1/alerts/{id}/close", "{\"outcome\":\"NOTHING_FOUND\"}");

  private static final int MOST_BYTES = 4_000_000;

  private final int port;
  private final Map<String, String> objects;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final String readerKey;
  private final Consumer<String> hears;

  /// @param objects by endpoint without its method: the address of an object that is there; and by
  ///   parameter of a view, such as `:camera`: the id of one
  /// @param hears what was answered, however it is judged
  Knock(int port, Map<String, String> objects, String readerKey, Consumer<String> hears) {
    this.port = port;
    this.hears = hears;
    this.objects = objects;
    this.readerKey = readerKey;
  }

  /// @param session of the caller's browser; used where the row or the caller says so
  String at(Row row, Browser session, @Nullable String token) throws Exception {
    var path = objects.getOrDefault(row.path(), row.path());
    for (var object : objects.entrySet()) {
      if (object.getKey().startsWith(":")) {
        path = path.replace(object.getKey(), object.getValue());
      }
    }
    return switch (row.method()) {
      case "VIEW" -> view(path, session);
      case String _ when row.path().equals("/media/live") -> socket(path, session, token);
      default -> request(row, path, session, token);
    };
  }

  private String request(Row row, String path, Browser session, @Nullable String token)
      throws Exception {
    // A clip is too much to fetch each time: HEAD is the same question.
    var method = row.path().startsWith("/media/clips/{id}") ? "HEAD" : row.method();
    var form = method.equals("POST") && !path.startsWith("/api/");
    if (form) {
      // The token that the form carries belongs to the session that this makes.
      session.open("/password");
    }
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("Accept", path.startsWith("/api/") ? "*/*" : "text/html,*/*;q=0.8")
            .header("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json")
            .header("X-Reader-Key", readerKey)
            .header("If-Match", "*");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!session.sessionId().isEmpty()) {
      request.header("Cookie", "JSESSIONID=" + session.sessionId());
    }
    var body = form ? "_csrf=" + session.csrf() : BODIES.getOrDefault(row.endpoint(), "{}");
    request.method(method, HttpRequest.BodyPublishers.ofString(body));
    // Not to the end: a stream of events has none.
    var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (var content = answer.body()) {
      hears.accept(answer.headers().map().toString());
      hears.accept(beginning(answer, content));
      return word(answer, row);
    }
  }

  /// Of a stream of events what is there already, of everything else at most some megabytes.
  private static String beginning(HttpResponse<InputStream> answer, InputStream content)
      throws IOException {
    var type = answer.headers().firstValue("Content-Type").orElse("");
    var some = type.startsWith("text/event-stream") ? content.available() : MOST_BYTES;
    return new String(content.readNBytes(some), UTF_8);
  }

  private static String word(HttpResponse<InputStream> answer, Row row) {
    var status = answer.statusCode();
    var type = answer.headers().firstValue("Content-Type").orElse("");
    var location = answer.headers().firstValue("Location").orElse("");
    // A camera without a stream has no picture for anybody.
    if (status >= 500 && !(status == 503 && row.path().endsWith("/snapshot"))) {
      return BROKEN_WORD;
    }
    if (status >= 300 && status < 400 && location.endsWith("/login")) {
      return "login";
    }
    if (status == 400 && FOR_CLIENTS.matcher(row.path()).lookingAt()) {
      return "400";
    }
    // A page that does not like the password that it asked for was reached.
    var pageForPeople = type.startsWith("text/html") && row.path().startsWith("/login");
    return switch (status) {
      case 401 -> pageForPeople ? "open" : "401";
      case 403, 404 -> Integer.toString(status);
      default -> "open";
    };
  }

  /// Opens a view as the browser's part of Vaadin does: the page, a user interface, the navigation.
  /// Page and navigation are guarded by two different parts of the house, which must agree.
  private String view(String path, Browser session) throws Exception {
    var page = session.open(path);
    hears.accept(page.body());
    var away = page.statusCode() == 302 && session.location().endsWith("/login");
    var shown = navigate(path, session);
    if (away != shown.equals("login") || (!away && page.statusCode() != 200)) {
      return page.statusCode() + "-then-" + shown;
    }
    return shown;
  }

  private String navigate(String path, Browser session) throws Exception {
    var route = path.substring(1);
    var opened = session.open("/?v-r=init&location=" + route + INIT);
    var ui = json.readTree(opened.body()).path("appConfig");
    var event =
        Map.of(
            "csrfToken",
            ui.path("uidl").path("Vaadin-Security-Key").asString(),
            "syncId",
            0,
            "clientId",
            0,
            "rpc",
            List.of(
                Map.of(
                    "type",
                    "event",
                    "node",
                    1,
                    "event",
                    "ui-navigate",
                    "data",
                    Map.of(
                        "route", route,
                        "query", "",
                        "appShellTitle", "",
                        "historyState", Map.of(),
                        "trigger", "history"))));
    var answer =
        session.send(
            "/?v-r=uidl&v-uiId=" + ui.path("v-uiId").asInt(), json.writeValueAsString(event));
    hears.accept(opened.body());
    hears.accept(answer.body());
    if (answer.statusCode() != 200 || answer.body().contains("\"" + BROKEN + "\"")) {
      return BROKEN_WORD;
    }
    if (answer.body().contains("\"/login\",\"_self\"")) {
      return "login";
    }
    return answer.body().contains("\"" + NOTHING_HERE + "\"") ? "404" : "open";
  }

  private String socket(String path, Browser session, @Nullable String token) {
    var request = client.newWebSocketBuilder().header("Origin", "http://localhost:" + port);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!session.sessionId().isEmpty()) {
      request.header("Cookie", "JSESSIONID=" + session.sessionId());
    }
    try {
      request
          .buildAsync(URI.create("ws://localhost:" + port + path), new WebSocket.Listener() {})
          .join()
          .abort();
      return "open";
    } catch (CompletionException refused) {
      if (refused.getCause() instanceof WebSocketHandshakeException handshake) {
        return Integer.toString(handshake.getResponse().statusCode());
      }
      throw refused;
    }
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
