package org.porchlight.notices;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Access tokens from a local server that speaks FCM, which asks for no service account.
final class EndpointCredentials extends GoogleCredentials {

  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI endpoint;
  private final transient Clock clock;

  EndpointCredentials(URI endpoint, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
  }

  @Override
  public AccessToken refreshAccessToken() throws IOException {
    var request =
        HttpRequest.newBuilder(endpoint.resolve("/token"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"))
            .build();
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("The token endpoint answers " + response.statusCode());
      }
      var token = JSON.readTree(response.body());
      return new AccessToken(
          token.path("access_token").asString(),
          Date.from(clock.instant().plusSeconds(token.path("expires_in").asLong(300))));
    } catch (JacksonException unreadable) {
      throw new IOException("The token endpoint answers no JSON", unreadable);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }
}
