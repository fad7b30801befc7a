package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.io.InputStream;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.container.TransportClock;
import org.porchlight.feeds.pull.container.TransportStream;

/// An MPEG transport stream without end, as one answer.
final class TransportFilm implements Delivery {

  private final InputStream in;
  private final int most;
  private final boolean heard;

  /// @param most bytes of a picture
  /// @param heard whether sound is wanted
  TransportFilm(WebAnswer answer, int most, boolean heard) {
    this.in = answer.body();
    this.most = most;
    this.heard = heard;
  }

  @Override
  public void deliver(Outlet outlet) throws IOException {
    var stream =
        new TransportStream(
            most, new CodedOutlet(outlet), heard ? outlet::sound : null, new TransportClock());
    var buffer = new byte[16 * 1024];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      stream.take(buffer, 0, count);
    }
    throw new StreamLost(StreamProblem.ENDED, "the stream ended");
  }
}
