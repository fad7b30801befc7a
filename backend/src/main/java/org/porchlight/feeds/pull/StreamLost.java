package org.porchlight.feeds.pull;

import java.io.IOException;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.MalformedVideo;

/// There is no video any more, or there never was.
public final class StreamLost extends IOException {

  private static final long serialVersionUID = 1L;

  private final StreamProblem problem;

  public StreamLost(StreamProblem problem, String detail) {
    super(problem + ": " + detail);
    this.problem = problem;
  }

  public StreamLost(StreamProblem problem, String detail, Throwable cause) {
    super(problem + ": " + detail, cause);
    this.problem = problem;
  }

  /// What a camera's bytes made of a receiver or reader: the camera's doing, or a mistake of ours.
  public static StreamLost because(RuntimeException thrown) {
    return thrown instanceof MalformedVideo
        ? new StreamLost(StreamProblem.OUT_OF_BOUNDS, thrown.toString(), thrown)
        : new StreamLost(StreamProblem.MISCONFIGURED, thrown.toString(), thrown);
  }

  public StreamProblem problem() {
    return problem;
  }
}
