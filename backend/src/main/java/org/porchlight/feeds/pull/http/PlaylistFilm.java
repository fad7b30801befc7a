package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.container.TransportClock;

/// A live film in pieces (HLS): reads the playlist again and again, and each new segment once.
///
/// A playlist is believed to be live when it has grown: cameras that have died leave their last one
/// behind, and nobody may take it for what happens now.
///
/// Segments come all at once, and pictures are handed on one by one, when they are due: a virtual
/// thread fetches, and whoever wants the pictures waits for them at a [Buffer]. Sound that lies
/// apart is fetched by another one, and only if it is wanted.
final class PlaylistFilm implements Delivery {

  /// Whether pictures come is seen where they leave; this is for those who send none at all.
  private static final long LONGEST_PICTURE = TimeUnit.SECONDS.toNanos(60);

  private final Guard guard;
  private final Buffer buffer;
  private final LivePlaylist playlist;
  private final FilmSegments segments;
  private final @Nullable SoundRendition sound;

  /// Reads playlists until it is known where the segments are.
  ///
  /// @param path of the first playlist
  /// @param silent is told why sound that lies apart does not come any more
  PlaylistFilm(
      WebTalk talk,
      Guard guard,
      Target target,
      WebSetting setting,
      String path,
      WebAnswer found,
      Consumer<String> silent)
      throws IOException {
    this.guard = guard;
    var origin = new Origin(target);
    var most = setting.limits().pictureBytes();
    var clock = new TransportClock();
    var read = LivePlaylist.read(found, path, origin);
    var own = path;
    String apart = null;
    if (read instanceof Playlist.Master(var variants)) {
      if (variants.isEmpty()) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "no format that is let in");
      }
      own = variants.getFirst().path();
      apart = variants.getFirst().sound();
      read = LivePlaylist.read(talk.get(own), own, origin);
    }
    var first = LivePlaylist.media(read);
    playlist = new LivePlaylist(talk, guard, setting.limits(), origin, own, first);
    buffer = new Buffer(most, playlist.longest());
    var inside = target.sound() && apart == null;
    segments =
        new FilmSegments(most, this::take, inside ? buffer::sound : null, clock, buffer::release);
    sound =
        target.sound() && apart != null
            ? new SoundRendition(target, setting, apart, clock, buffer, silent)
            : null;
  }

  /// Whether the camera is asked for sound apart from its pictures.
  boolean asksForSound() {
    return sound != null;
  }

  @Override
  public long patience() {
    return playlist.patience();
  }

  /// Segments begin with a keyframe, and some have no other.
  @Override
  public long keyless() {
    return playlist.patience();
  }

  @Override
  public void deliver(Outlet outlet) throws IOException {
    var fetching = Thread.ofVirtual().name("hls").start(this::fetchAll);
    try {
      if (sound != null) {
        sound.start();
      }
      buffer.deliver(outlet);
    } finally {
      buffer.close();
      guard.close();
      if (sound != null) {
        sound.close();
      }
      try {
        fetching.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Who waits because there is no room for more is not late.
  private void take(
      Codec codec, MemorySegment byteStream, long decode, long show, boolean afterLoss)
      throws IOException {
    buffer.take(codec, byteStream, decode, show, afterLoss);
    guard.at(System.nanoTime() + LONGEST_PICTURE);
  }

  /// On the fetching thread.
  private void fetchAll() {
    try {
      playlist.follow(segments);
    } catch (IOException failed) {
      buffer.fail(failed);
    } catch (RuntimeException strange) {
      buffer.fail(StreamLost.because(strange));
    }
  }
}
