package org.porchlight.feeds.pull;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.porchlight.feeds.media.ChunkPool;

/// Reads RTSP cameras with a session of our own: a few threads for all cameras, each waiting for
/// many sockets at once. See docs/decisions/0014-own-rtsp-session.md.
///
/// Connects to the address that was checked and to nothing else, whatever a camera says.
public final class RtspSource implements VideoSource, AutoCloseable {

  private final RtspSession.World world;
  private final List<RtspLoop> loops = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  /// @param pool where pictures are put together
  /// @param clock to compare the cameras' clocks with
  /// @param trust who may vouch for cameras
  /// @param ports of ours, for cameras that send over UDP
  /// @param threads how many read from cameras, at least one
  public RtspSource(
      PullLimits limits, ChunkPool pool, Clock clock, Trust trust, UdpPorts ports, int threads) {
    this.world = new RtspSession.World(limits, pool, clock, trust, ports);
    for (var i = 0; i < threads; i++) {
      loops.add(new RtspLoop("rtsp-" + i));
    }
  }

  @Override
  public VideoStream stream(Target target, Receiver receiver) {
    var loop = loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    return new RtspSession(loop, target, receiver, world);
  }

  /// Ends all sessions and the threads.
  @Override
  public void close() {
    loops.forEach(RtspLoop::close);
  }
}
