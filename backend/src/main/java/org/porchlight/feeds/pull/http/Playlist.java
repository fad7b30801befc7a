package org.porchlight.feeds.pull.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;

/// A playlist of HLS (RFC 8216), as far as live pictures need it. Every address in it, needed or
/// not, must be one of the camera's own.
sealed interface Playlist {

  /// The longest one that is read.
  int LONGEST = 512 * 1024;

  /// A playlist of playlists, the best first that can be shown.
  record Master(List<Variant> variants) implements Playlist {

    public Master {
      variants = List.copyOf(variants);
    }
  }

  /// One way to see the film.
  ///
  /// @param sound path of the playlist of its sound, if that lies apart
  record Variant(String path, @Nullable String sound) {}

  /// A playlist of segments.
  ///
  /// @param seconds that no segment is longer than
  record Media(double seconds, List<Segment> segments) implements Playlist {

    public Media {
      segments = List.copyOf(segments);
    }
  }

  /// A piece of the film.
  ///
  /// @param number that goes up by one
  /// @param header path of what comes before fragments of MP4
  record Segment(long number, String path, double seconds, @Nullable String header) {}

  /// Reads a playlist.
  ///
  /// @param path where it was found
  /// @throws StreamLost if it leads elsewhere, is not live, or is none
  static Playlist read(String text, String path, Origin origin) throws StreamLost {
    return new Reader(path, origin).read(text);
  }

  /// Reads one playlist, line by line.
  final class Reader {

    private static final Pattern ADDRESS = Pattern.compile("URI=\"([^\"]*)\"");
    private static final Pattern BANDWIDTH = Pattern.compile("[:,]BANDWIDTH=(\\d{1,12})");
    private static final Pattern CODECS = Pattern.compile("CODECS=\"([^\"]*)\"");
    private static final Pattern AUDIO = Pattern.compile("[:,]AUDIO=\"([^\"]*)\"");
    private static final Pattern GROUP = Pattern.compile("[:,]GROUP-ID=\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");

    /// With longer segments nobody knows in time whether they are live.
    private static final double LONGEST_SEGMENT = 12;

    private final String path;
    private final Origin origin;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();

    /// Paths of playlists of sound by their group; the first one of a group, or its default.
    private final Map<String, String> sounds = new HashMap<>();

    private double target = 2;
    private double duration;
    private long next;
    private @Nullable String header;
    private @Nullable Offer offer;

    private record Offer(String path, long bandwidth, boolean film, String sound) {}

    private Reader(String path, Origin origin) {
      this.path = path;
      this.origin = origin;
    }

    private Playlist read(String text) throws StreamLost {
      var lines = text.split("\r?\n", -1);
      if (!lines[0].strip().equals("#EXTM3U")) {
        throw none("no playlist");
      }
      var ended = false;
      for (var line : lines) {
        var said = line.strip();
        ended |= said.equals("#EXT-X-ENDLIST");
        if (said.startsWith("#EXT")) {
          tag(said);
        } else if (!said.isEmpty() && !said.startsWith("#")) {
          address(origin.resolve(path, said));
        }
      }
      if (!offers.isEmpty()) {
        return new Master(
            offers.stream()
                .filter(Offer::film)
                .sorted((one, other) -> Long.compare(other.bandwidth, one.bandwidth))
                .map(one -> new Variant(one.path, sounds.get(one.sound)))
                .toList());
      }
      if (ended) {
        throw none("a recording, not live");
      }
      return new Media(target, segments);
    }

    private void tag(String line) throws StreamLost {
      var named = ADDRESS.matcher(line);
      var address = named.find() ? origin.resolve(path, named.group(1)) : null;
      var colon = line.indexOf(':');
      var value = colon < 0 ? "" : line.substring(colon + 1).strip();
      switch (colon < 0 ? line : line.substring(0, colon)) {
        case "#EXT-X-TARGETDURATION" -> target = seconds(value);
        case "#EXT-X-MEDIA-SEQUENCE" -> {
          if (!NUMBER.matcher(value).matches()) {
            throw none("a sequence that cannot be counted");
          }
          next = Long.parseLong(value);
        }
        case "#EXTINF" -> duration = seconds(value.split(",", 2)[0]);
        case "#EXT-X-MAP" -> {
          header = address;
          if (value.contains("BYTERANGE")) {
            throw none("parts of files");
          }
        }
        case "#EXT-X-BYTERANGE" -> throw none("parts of files");
        case "#EXT-X-KEY" -> {
          if (!value.contains("METHOD=NONE")) {
            throw none("encrypted");
          }
        }
        case "#EXT-X-STREAM-INF" -> offer = offer(line);
        case "#EXT-X-MEDIA" -> rendition(line, address);
        default -> {}
      }
    }

    private static Offer offer(String line) {
      var bandwidth = BANDWIDTH.matcher(line);
      var codecs = CODECS.matcher(line);
      var sound = AUDIO.matcher(line);
      var film =
          !codecs.find()
              || codecs.group(1).contains("avc")
              || codecs.group(1).contains("hvc1")
              || codecs.group(1).contains("hev1");
      return new Offer(
          "",
          bandwidth.find() ? Long.parseLong(bandwidth.group(1)) : 0,
          film,
          sound.find() ? sound.group(1) : "");
    }

    private void rendition(String line, @Nullable String address) {
      var group = GROUP.matcher(line);
      if (address != null && line.contains("TYPE=AUDIO") && group.find()) {
        if (line.contains("DEFAULT=YES")) {
          sounds.put(group.group(1), address);
        } else {
          sounds.putIfAbsent(group.group(1), address);
        }
      }
    }

    private void address(String found) {
      var of = offer;
      if (of != null) {
        offers.add(new Offer(found, of.bandwidth, of.film, of.sound));
        offer = null;
      } else {
        segments.add(new Segment(next++, found, duration, header));
      }
    }

    private double seconds(String value) throws StreamLost {
      var seconds =
          DECIMAL.matcher(value).matches()
              ? new BigDecimal(value).doubleValue()
              : LONGEST_SEGMENT + 1;
      if (seconds > LONGEST_SEGMENT) {
        throw none("segments that are too long");
      }
      return seconds;
    }

    private static StreamLost none(String what) {
      return new StreamLost(StreamProblem.NOT_VIDEO, what);
    }
  }
}
