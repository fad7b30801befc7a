package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.time.Clock;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.Trust;

/// Questions to the web service of one camera, by the rules of its streams: only to the address
/// that was checked, never led elsewhere, bounded in time and size. Blocks; for one thread.
public final class WebQuestions implements AutoCloseable {

  private final Guard guard = new Guard();
  private final WebTalk talk;

  /// What was answered, whatever the status.
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, byte[] content) {}

  /// @param limits of which the time for opening holds for all questions together
  /// @param trust who may vouch for cameras
  /// @param clock of the program
  public WebQuestions(Target target, PullLimits limits, Trust trust, Clock clock) {
    var until = System.nanoTime() + limits.open().toNanos();
    this.talk = new WebTalk(target, new WebSetting(limits, trust, clock), guard, () -> until);
    guard.start(until);
  }

  /// Posts a document. If the camera asks for the password, it is told once.
  ///
  /// @param path with query
  /// @param most bytes of the answer
  /// @throws StreamLost if there is no answer, or it leads elsewhere, or is too large
  public Answer post(String path, String contentType, byte[] content, int most) throws StreamLost {
    try {
      var headers = "Content-Type: " + contentType + "\r\nAccept-Encoding: identity\r\n";
      var answer = talk.raw("POST", path, headers, content);
      var read = answer.body().readNBytes(most + 1);
      if (read.length > most) {
        throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "an answer of more than " + most);
      }
      return new Answer(answer.status(), read);
    } catch (StreamLost lost) {
      throw guard.isOver()
          ? new StreamLost(StreamProblem.NO_ANSWER, "no answer in time", lost)
          : lost;
    } catch (IOException failed) {
      throw new StreamLost(StreamProblem.NO_ANSWER, "no answer", failed);
    }
  }

  @Override
  public void close() {
    guard.close();
    talk.close();
  }
}
