package org.porchlight.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Asks one service over HTTP: the address from the settings and no other, within a fixed time, for
/// an answer of bounded length.
final class AddressClient {

  private static final int LONGEST_ANSWER = 128 * 1024;

  private final URI base;
  private final Duration timeout;
  private final String agent;
  private final HttpClient http;

  AddressClient(URI base, Duration timeout, String contact) {
    this.base = base;
    this.timeout = timeout;
    agent = contact.isBlank() ? "Porchlight" : "Porchlight (" + contact.strip() + ")";
    http =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// The body of the answer.
  ///
  /// @param path below the address in the settings, or empty
  /// @throws IOException if it is not 200, too long or too late
  byte[] get(String path, Map<String, String> parameters) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address(path, parameters)).header("User-Agent", agent);
    var answer =
        http.sendAsync(
            request.header("Accept", "application/json").timeout(timeout).build(),
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    try {
      // The client's own time-out ends with the headers; a body may dribble for ever.
      var got = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (got.statusCode() != 200) {
        throw new IOException("status " + got.statusCode());
      }
      return got.body();
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (TimeoutException late) {
      throw new IOException(late);
    } finally {
      answer.cancel(true);
    }
  }

  private URI address(String path, Map<String, String> parameters) {
    var query =
        parameters.entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .sorted()
            .collect(Collectors.joining("&"));
    var given = base.getRawQuery() == null ? "" : base.getRawQuery() + "&";
    var root = base.toString().replaceAll("[?#].*", "").replaceAll("/$", "");
    return URI.create(root + path + "?" + given + query);
  }
}
