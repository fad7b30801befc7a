package org.porchlight.feeds.pull;

/// Asks the source that knows the protocol of a camera's address.
public final class SourceByScheme implements VideoSource, AutoCloseable {

  private final VideoSource rtsp;
  private final VideoSource http;

  public SourceByScheme(VideoSource rtsp, VideoSource http) {
    this.rtsp = rtsp;
    this.http = http;
  }

  @Override
  public VideoStream stream(Target target, Receiver receiver) {
    var source =
        switch (target.address().scheme()) {
          case RTSP, RTSPS -> rtsp;
          case HTTP, HTTPS -> http;
        };
    return source.stream(target, receiver);
  }

  /// Native threads if one of them needs them: threads are made before the address is looked at.
  @Override
  public Thread.Builder threads() {
    return rtsp.threads();
  }

  /// Ends what runs for all RTSP cameras together.
  @Override
  public void close() {
    if (rtsp instanceof RtspSource own) {
      own.close();
    }
  }
}
