package org.porchlight.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// As much of a browser as plain pages need: cookies and forms. Follows no redirect by itself.
final class Browser {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI root;
  private HttpResponse<String> shown;

  Browser(int port) {
    this.root = URI.create("http://localhost:" + port + "/");
  }

  HttpResponse<String> open(String path) throws Exception {
    shown =
        client.send(
            HttpRequest.newBuilder(root.resolve(path))
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Accept-Language", "en")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return shown;
  }

  /// Opens where the last answer leads.
  HttpResponse<String> follow() throws Exception {
    return open(location());
  }

  String location() {
    return shown.headers().firstValue("Location").orElse("");
  }

  /// Sends the form of the page that is shown.
  HttpResponse<String> submit(String path, Map<String, String> fields) throws Exception {
    var token = CSRF.matcher(shown.body());
    var all = new java.util.LinkedHashMap<>(fields);
    if (token.find()) {
      all.put("_csrf", token.group(1));
    }
    shown =
        client.send(
            HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Accept-Language", "en")
                .POST(HttpRequest.BodyPublishers.ofString(encode(all)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return shown;
  }

  /// Sends JSON, as scripts do; the page that is shown stays.
  HttpResponse<String> send(String path, String json) throws Exception {
    return client.send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// Sends an empty form from nowhere.
  HttpResponse<String> submitNothing(String path) throws Exception {
    open("/login/login.css");
    return submit(path, Map.of());
  }

  String sessionId() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("JSESSIONID"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /// The token that forms carry, or nothing where the page that is shown has no form.
  String csrf() {
    var token = CSRF.matcher(shown.body());
    return token.find() ? token.group(1) : "";
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            URLEncoder.encode(field.getKey(), UTF_8)
                + "="
                + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
