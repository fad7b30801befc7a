package org.porchlight.feeds;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.Viewing.Item;
import org.porchlight.feeds.media.VideoFormat;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one viewer is shown: the camera's own pictures, or a copy of them where something is
/// blanked or the viewer can not play the format. Chosen when a view opens and again every second;
/// as long as it is not known what is blanked, or no copy can be made, the viewer is shown nothing.
final class Route implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Route.class);

  private final CameraId camera;
  private final Feed feed;
  private final Copies copies;
  private final Set<ViewerFormat> plays;
  private final Audience viewer;
  private boolean direct;
  private Copies.@Nullable Hold copy;
  private @Nullable StreamProblem told;
  private boolean closed;

  Route(CameraId camera, Feed feed, Copies copies, Set<ViewerFormat> plays, Audience viewer) {
    this.camera = camera;
    this.feed = feed;
    this.copies = copies;
    this.plays = plays.isEmpty() ? EnumSet.noneOf(ViewerFormat.class) : EnumSet.copyOf(plays);
    this.viewer = viewer;
  }

  /// Looks at what is blanked and what the camera sends, and changes what the viewer gets where it
  /// must.
  synchronized void choose() {
    if (closed) {
      return;
    }
    try {
      var blanked = copies.masks(camera);
      var present = copy;
      if (blanked.isEmpty() && plays(feed.format())) {
        if (!direct) {
          leave();
          direct = true;
          told = null;
          feed.add(viewer);
        }
      } else if (present == null || !present.masks().equals(blanked)) {
        leave();
        copies
            .hold(camera, feed, blanked)
            .ifPresentOrElse(this::follow, () -> tell(StreamProblem.COPIES_FULL));
      }
    } catch (RuntimeException unknown) {
      LOG.warn("What is blanked at camera {} is not known; nothing is shown", camera, unknown);
      leave();
      tell(StreamProblem.COPY_FAILED);
    }
  }

  private boolean plays(@Nullable VideoFormat format) {
    return format == null || plays.contains(ViewerFormat.of(format));
  }

  /// Whether a viewer who gets the camera's own pictures can play this.
  synchronized boolean suits(String mime) {
    return !direct || ViewerFormat.of(mime).map(plays::contains).orElse(false);
  }

  private void follow(Copies.Hold hold) {
    copy = hold;
    told = null;
    hold.feed().add(viewer);
  }

  private void tell(StreamProblem problem) {
    if (told != problem) {
      told = problem;
      viewer.put(new Item.Waiting(problem));
    }
  }

  /// What waits to be sent is forgotten with what it came from.
  private void leave() {
    if (direct) {
      feed.remove(viewer);
      direct = false;
    }
    var present = copy;
    if (present != null) {
      present.feed().remove(viewer);
      present.close();
      copy = null;
    }
    viewer.forget();
  }

  @Override
  public synchronized void close() {
    closed = true;
    leave();
  }
}
