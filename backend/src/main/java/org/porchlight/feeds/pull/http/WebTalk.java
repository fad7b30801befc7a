package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.Budget;
import org.porchlight.feeds.pull.LoginAnswers;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.registry.StreamAddress;

/// Questions to one camera's web server, and its answers: HTTP/1.1 over one connection at a time,
/// made anew when the camera has ended it. All go to the address that was checked; a redirect ends
/// the talk.
///
/// For one thread.
final class WebTalk implements AutoCloseable {

  /// What is read of an answer that is of no interest, to keep the connection.
  private static final int WORTH_READING = 64 * 1024;

  private static final String USUAL = "Accept: */*\r\nAccept-Encoding: identity\r\n";

  private static final int MOST_INTERIM = 4;

  private final Target target;
  private final WebSetting setting;
  private final Guard guard;
  private final LongSupplier latest;
  private final LoginAnswers answers;
  private final Budget budget;
  private @Nullable WebWire wire;
  private @Nullable WebBody open;

  /// @param guard hangs up when an answer does not come in time
  /// @param latest when answers must have come, whatever time each may take
  WebTalk(Target target, WebSetting setting, Guard guard, LongSupplier latest) {
    this.target = target;
    this.setting = setting;
    this.guard = guard;
    this.latest = latest;
    this.answers = new LoginAnswers(target);
    this.budget = new Budget(setting.limits().bitsPerSecond());
  }

  /// Asks for a resource.
  ///
  /// @param path with query
  /// @return status 200 to 299; its body must be read, or the next question needs a connection anew
  /// @throws StreamLost if the camera refuses, or leads elsewhere
  WebAnswer get(String path) throws IOException {
    var answer = letIn("GET", path, USUAL, new byte[0]);
    check(answer);
    return answer;
  }

  /// The same for what may be gone meanwhile.
  ///
  /// @return empty if there is no such thing any more
  Optional<WebAnswer> find(String path) throws IOException {
    return find(path, "");
  }

  /// The same, of a part of a file.
  ///
  /// @param headers each with a line end
  Optional<WebAnswer> find(String path, String headers) throws IOException {
    var answer = letIn("GET", path, USUAL + headers, new byte[0]);
    if (answer.status() == 404 || answer.status() == 410 || answer.status() == 416) {
      forget(answer);
      return Optional.empty();
    }
    check(answer);
    return Optional.of(answer);
  }

  /// Asks with any method, and hands every answer on but a redirect.
  ///
  /// @param headers each with a line end
  WebAnswer raw(String method, String path, String headers, byte[] content) throws IOException {
    var answer = letIn(method, path, headers, content);
    if (answer.status() >= 300 && answer.status() < 400) {
      check(answer);
    }
    return answer;
  }

  /// Asks, and gives the password if it is asked for.
  private WebAnswer letIn(String method, String path, String headers, byte[] content)
      throws IOException {
    for (var attempts = 0; ; attempts++) {
      var patience = System.nanoTime() + setting.limits().answer().toNanos();
      guard.at(Math.min(patience, latest.getAsLong()));
      var answer = exchange(method, path, headers, content);
      if (answer.status() != 401) {
        answers.accepted();
        guard.at(latest.getAsLong());
        return answer;
      }
      var offers = answer.headers().values("WWW-Authenticate");
      forget(answer);
      answers.challenged(offers, attempts);
    }
  }

  private static void check(WebAnswer answer) throws StreamLost {
    var status = answer.status();
    if (status >= 300 && status < 400) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "status " + status);
    }
    if (status < 200 || status >= 400) {
      throw new StreamLost(
          switch (status) {
            case 403, 407 -> StreamProblem.WRONG_LOGIN;
            case 404, 405, 406, 410, 415 -> StreamProblem.NOT_VIDEO;
            default -> StreamProblem.NO_ANSWER;
          },
          "status " + status);
    }
    if (answer.headers().first("Content-Encoding").isPresent()
        && !answer.headers().says("Content-Encoding", "identity")) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "packed, which was not asked for");
    }
  }

  /// Reads the rest of an answer, if that is less work than a new connection.
  private void forget(WebAnswer answer) throws IOException {
    answer.body().readNBytes(WORTH_READING);
  }

  private WebAnswer exchange(String method, String path, String headers, byte[] content)
      throws IOException {
    var request = head(method, path, headers, content.length);
    var before = wire;
    var old = open;
    if (before != null && old != null && old.isRead()) {
      try {
        before.write(request, content);
        var first = before.read();
        if (first >= 0) {
          return answer(before, first, method);
        }
      } catch (StreamLost lost) {
        throw lost;
      } catch (IOException endedMeanwhile) {
        // Cameras let go of connections that are silent for a moment.
      }
    }
    if (before != null) {
      before.close();
    }
    var fresh = WebWire.open(target, setting.trust(), guard, budget);
    wire = fresh;
    fresh.write(request, content);
    var first = fresh.read();
    if (first < 0) {
      throw new IOException("the connection ended before the answer");
    }
    return answer(fresh, first, method);
  }

  private WebAnswer answer(WebWire from, int first, String method) throws IOException {
    if (first != 'H') {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "no web server");
    }
    var line = "H" + from.line(Headers.LONGEST);
    for (var interim = 0; interim <= MOST_INTERIM; interim++) {
      var headers = Headers.read(from::line, line.length());
      var status = status(line);
      if (status / 100 != 1) {
        var body =
            method.equals("HEAD") || status == 204 || status == 304
                ? WebBody.empty(from)
                : WebBody.of(from, headers);
        var stays = line.startsWith("HTTP/1.1") && !headers.says("Connection", "close");
        open = stays ? body : null;
        return new WebAnswer(status, headers, body);
      }
      line = from.line(Headers.LONGEST);
    }
    throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "announces answers without end");
  }

  private static int status(String line) throws StreamLost {
    var parts = line.split(" +", 3);
    if (!parts[0].startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("[1-9]\\d\\d")) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "no web server");
    }
    return Integer.parseInt(parts[1]);
  }

  private String head(String method, String path, String headers, int length) {
    var text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(host(target.address())).append("\r\n");
    text.append("User-Agent: Porchlight\r\n").append(headers);
    if (length > 0) {
      text.append("Content-Length: ").append(length).append("\r\n");
    }
    answers
        .authorization(method, path)
        .ifPresent(value -> text.append("Authorization: ").append(value).append("\r\n"));
    return text.append("\r\n").toString();
  }

  private static String host(StreamAddress address) {
    var name = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    return address.port() == address.scheme().defaultPort() ? name : name + ":" + address.port();
  }

  @Override
  public void close() {
    if (wire != null) {
      wire.close();
    }
  }
}
