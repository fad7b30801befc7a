package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;

/// A camera that answers with one JPEG each time it is asked: asked once a second, it is a slow
/// Motion JPEG.
final class StillPictures implements Delivery {

  private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

  private final WebTalk talk;
  private final String path;
  private final Guard guard;
  private final JpegPicture picture;
  private @Nullable WebAnswer first;

  /// @param first what it answered when it was not yet known what it is
  /// @param most bytes of a picture
  StillPictures(WebTalk talk, String path, WebAnswer first, Guard guard, int most) {
    this.talk = talk;
    this.path = path;
    this.first = first;
    this.guard = guard;
    this.picture = new JpegPicture(most);
  }

  @Override
  public void deliver(Outlet outlet) throws IOException {
    for (var next = System.nanoTime(); ; next = Math.max(next + EVERY, System.nanoTime())) {
      guard.rest(next);
      var answer = first == null ? talk.get(path) : first;
      first = null;
      if (answer.headers().contentType().startsWith("multipart/")) {
        throw new StreamLost(StreamProblem.ENDED, "no still pictures any more");
      }
      picture.read(answer.body(), answer.body().announced());
      picture.send(outlet);
    }
  }
}
