package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A window that stands open since before the server was started again, in a browser where somebody
/// logs in anew in another window. The two share one cookie: what the old window asks for by itself
/// must not take the new window's session away.
@WholeHouse
class OverSessionsTests {

  private static final String PUSH =
      "/VAADIN/push?v-r=push&v-uiId=0&v-pushId=5b1f0c9e-3ad3-4d33-9bf2-0f0f3c7c3b7a"
          + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=3.1.5-javascript"
          + "&X-Atmosphere-TrackMessageSize=true&X-atmo-protocol=true";
  private static final String OVER = "JSESSIONID=6A1C9E0D1F1B4C0D8E2F3A4B5C6D7E8F";

  @LocalServerPort int port;

  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "POST, /?v-r=heartbeat&v-uiId=0",
    "POST, /?v-r=uidl&v-uiId=0",
    "POST, /VAADIN/dynamic/resource/0/abc/upload",
    "GET,  /VAADIN/dynamic/resource/0/abc/photo.jpg",
    "POST, /media/hls",
    "DELETE, /media/hls/abc",
    "POST, /media/clips/5b1f0c9e-3ad3-4d33-9bf2-0f0f3c7c3b7a",
    "GET,  /media/clips/5b1f0c9e-3ad3-4d33-9bf2-0f0f3c7c3b7a",
    "GET,  /media/replay/abc/0",
    "GET,  /console/photo.jpg",
    "GET,  /map/basemap.geojson",
    "GET,  /userinfo",
    "POST, /oauth2/token",
    "POST, /oauth2/revoke",
    "POST, /logout",
    "POST, /login",
    "POST, /login/code",
  })
  void whatAnOldWindowAsksForBeginsNoSession(String method, String path) throws Exception {
    assertThat(cookies(ask(method, path))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"long-polling", "streaming", "websocket"})
  void norDoesBeingPushedTo(String transport) throws Exception {
    var path = PUSH + "&X-Atmosphere-Transport=" + transport;

    assertThat(cookies(ask("GET", path))).isEmpty();
    assertThat(cookies(ask("POST", path))).isEmpty();
  }

  @Test
  void aSocketForPushIsToldThatTheSessionIsOver() throws Exception {
    var told = new CompletableFuture<String>();
    var socket =
        client
            .newWebSocketBuilder()
            .header("Cookie", OVER)
            .header("Origin", "http://localhost:" + port)
            .buildAsync(
                URI.create("ws://localhost:" + port + PUSH + "&X-Atmosphere-Transport=websocket"),
                new Listening(told))
            .join();
    try {
      assertThat(told.get(10, TimeUnit.SECONDS)).contains("sessionExpired");
    } finally {
      socket.abort();
    }
  }

  private static final class Listening implements WebSocket.Listener {

    private final CompletableFuture<String> told;
    private final StringBuilder heard = new StringBuilder();

    Listening(CompletableFuture<String> told) {
      this.told = told;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      heard.append(text);
      if (heard.indexOf("sessionExpired") >= 0) {
        told.complete(heard.toString());
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  private HttpResponse<InputStream> ask(String method, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Cookie", OVER)
            .header("Accept", "*/*")
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Dest", path.endsWith(".jpg") ? "image" : "empty")
            .header("Sec-Fetch-Mode", "cors")
            .header("Sec-Fetch-Site", "same-origin")
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private static List<String> cookies(HttpResponse<InputStream> answer) throws Exception {
    try (var _ = answer.body()) {
      return answer.headers().allValues("Set-Cookie");
    }
  }
}
