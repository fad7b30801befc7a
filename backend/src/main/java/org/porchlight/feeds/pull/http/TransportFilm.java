package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.io.InputStream;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.container.TransportStream;

/// An MPEG transport stream without end, as one answer.
final class TransportFilm implements Delivery {

  private final InputStream in;
  private final int most;

  /// @param most bytes of a picture
  TransportFilm(WebAnswer answer, int most) {
    this.in = answer.body();
    this.most = most;
  }

  @Override
  public void deliver(Outlet outlet) throws IOException {
    var stream = new TransportStream(most, new CodedOutlet(outlet));
    var buffer = new byte[16 * 1024];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      stream.take(buffer, 0, count);
    }
    throw new StreamLost(StreamProblem.ENDED, "the stream ended");
  }
}
