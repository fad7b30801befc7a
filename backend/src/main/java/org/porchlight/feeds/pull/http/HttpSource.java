package org.porchlight.feeds.pull.http;

import java.time.Clock;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.feeds.pull.VideoSource;

/// Reads cameras on the web with connections of our own: Motion JPEG, still pictures, HLS and
/// MPEG-TS. What a camera has is seen from what it answers. See
/// docs/decisions/0021-own-http-sources.md.
///
/// Connects to the address that was checked and to nothing else, whatever a camera says. Waits on
/// the thread of whoever opens a stream, which may be virtual.
public final class HttpSource implements VideoSource {

  private final WebSetting setting;

  /// @param trust who may vouch for cameras
  /// @param clock to compare the cameras' with
  public HttpSource(PullLimits limits, Trust trust, Clock clock) {
    this.setting = new WebSetting(limits, trust, clock);
  }

  @Override
  public VideoStream stream(Target target, Receiver receiver) {
    return new HttpStream(target, receiver, setting);
  }
}
