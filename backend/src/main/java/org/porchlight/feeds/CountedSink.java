package org.porchlight.feeds;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.porchlight.access.EndReason;
import org.porchlight.access.Permit;
import org.porchlight.kernel.Served;

/// Writes down what really goes to a viewer.
final class CountedSink implements ViewerSink {

  private final ViewerSink viewer;
  private final Permit permit;
  private final Served served;

  CountedSink(ViewerSink viewer, Permit permit, Served served) {
    this.viewer = viewer;
    this.permit = permit;
    this.served = served;
  }

  @Override
  public void start(String mimeCodecs, ByteBuffer init, Instant zero) {
    viewer.start(mimeCodecs, init, zero);
  }

  @Override
  public void fragment(ByteBuffer piece, boolean key) {
    served.gave(permit.id(), permit.camera().value(), permit.use().name(), piece.remaining());
    viewer.fragment(piece, key);
  }

  @Override
  public void clock(Instant zero) {
    viewer.clock(zero);
  }

  @Override
  public void waiting(StreamProblem problem) {
    viewer.waiting(problem);
  }

  @Override
  public void end(EndReason reason) {
    viewer.end(reason);
  }
}
