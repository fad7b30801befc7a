package org.porchlight.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A machine of the demo that talks to Porchlight as any machine would: client credentials, then a
/// POST with the token.
final class DemoClient {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private final String basic;

  DemoClient(String address, String clientId, String secret) {
    this.address = address;
    this.basic = Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(UTF_8));
  }

  /// Sends JSON and returns the answer, whatever its status.
  HttpResponse<String> post(String path, String json, @Nullable String readerKey) {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    if (readerKey != null) {
      request.header("X-Reader-Key", readerKey);
    }
    return send(request.build());
  }

  private String token() {
    var answer =
        send(
            HttpRequest.newBuilder(URI.create(address + "/oauth2/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("No token: " + answer.statusCode());
    }
    return MAPPER.readTree(answer.body()).path("access_token").asString();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
