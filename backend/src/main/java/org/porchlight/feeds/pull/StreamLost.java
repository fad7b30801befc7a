package org.porchlight.feeds.pull;

import java.io.IOException;
import org.porchlight.feeds.StreamProblem;

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

  public StreamProblem problem() {
    return problem;
  }
}
