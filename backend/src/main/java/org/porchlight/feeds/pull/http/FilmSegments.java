package org.porchlight.feeds.pull.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.VideoSource.Sound;
import org.porchlight.feeds.pull.container.CodedPictures;
import org.porchlight.feeds.pull.container.FragmentedFilm;
import org.porchlight.feeds.pull.container.PackedSound;
import org.porchlight.feeds.pull.container.TransportClock;
import org.porchlight.feeds.pull.container.TransportStream;

/// Takes segments of whatever kind apart. For one thread.
final class FilmSegments implements LivePlaylist.Segments {

  private final int most;
  private final @Nullable CodedPictures pictures;
  private final @Nullable Consumer<Sound> sounds;
  private final TransportClock clock;
  private final Runnable live;
  private @Nullable TransportStream transport;
  private @Nullable FragmentedFilm fragments;
  private @Nullable PackedSound packed;

  /// @param most bytes of the largest picture
  /// @param pictures where they go; null if they are not wanted
  /// @param sounds where sound goes; null if it is not wanted
  /// @param clock of this film and its sound, if that lies apart
  /// @param live is told that what comes happens now
  FilmSegments(
      int most,
      @Nullable CodedPictures pictures,
      @Nullable Consumer<Sound> sounds,
      TransportClock clock,
      Runnable live) {
    this.most = most;
    this.pictures = pictures;
    this.sounds = sounds;
    this.clock = clock;
    this.live = live;
  }

  @Override
  public void live() {
    live.run();
  }

  @Override
  public void header(byte[] film) throws IOException {
    var begun = new FragmentedFilm(most, pictures, sounds);
    begun.header(film);
    fragments = begun;
  }

  @Override
  public void segment(InputStream in, byte[] begin, boolean missing) throws IOException {
    if (begin[0] == 0x47) {
      transport(in, missing);
    } else if (begin.length == 8 && isBox(begin)) {
      fragments(in, missing);
    } else if (pictures == null && sounds != null && PackedSound.isPacked(begin)) {
      packed(in, sounds, missing);
    } else {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "segments of another kind");
    }
  }

  private static boolean isBox(byte[] first) {
    return switch (new String(first, 4, 4, US_ASCII)) {
      case "styp", "moof", "sidx", "emsg", "ftyp", "prft", "free" -> true;
      default -> false;
    };
  }

  private void transport(InputStream in, boolean missing) throws IOException {
    var stream = transport;
    if (stream == null) {
      stream = new TransportStream(most, pictures, sounds, clock);
      transport = stream;
    }
    stream.endSegment(missing);
    var bytes = new byte[16 * 1024];
    for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      stream.take(bytes, 0, count);
    }
    stream.endSegment(false);
  }

  private void fragments(InputStream in, boolean missing) throws IOException {
    var film = fragments;
    if (film == null) {
      film = new FragmentedFilm(most, pictures, sounds);
      fragments = film;
    }
    if (missing) {
      film.missing();
    }
    film.segment(in);
  }

  private void packed(InputStream in, Consumer<Sound> to, boolean missing) throws IOException {
    var sound = packed;
    if (sound == null) {
      sound = new PackedSound(clock, to);
      packed = sound;
    }
    if (missing) {
      sound.missing();
    }
    sound.segment(in);
  }
}
