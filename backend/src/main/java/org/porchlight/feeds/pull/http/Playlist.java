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
  /// @param header what comes before fragments of MP4
  record Segment(
      long number, Part part, double seconds, @Nullable Header header, @Nullable Key key) {

    /// What it is encrypted with, if it is.
    @Nullable Lock lock() {
      var own = key;
      return own == null ? null : new Lock(own.path(), own.vectorOf(number));
    }
  }

  /// A file, or a part of one.
  ///
  /// @param length in bytes; [#WHOLE] for all of it
  record Part(String path, long from, long length) {

    static final long WHOLE = -1;

    boolean isWhole() {
      return length == WHOLE;
    }
  }

  /// What comes before fragments of MP4.
  record Header(Part part, @Nullable Lock lock) {}

  /// A key by name (RFC 8216 5.2).
  ///
  /// @param path where it is
  /// @param vector to begin with, in hexadecimal; empty if it is the number of the segment
  record Key(String path, String vector) {

    String vectorOf(long number) {
      return vector.isEmpty() ? "%032x".formatted(number) : vector;
    }
  }

  /// AES-128, CBC.
  ///
  /// @param key where it is
  /// @param vector to begin with, 32 hexadecimal digits
  record Lock(String key, String vector) {}

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

    /// Cameras that save bits have keyframes, and segments, far apart. With longer ones nobody
    /// knows in time whether they are live.
    private static final double LONGEST_SEGMENT = 60;

    private static final Pattern RANGE = Pattern.compile("(\\d{1,12})(?:@(\\d{1,12}))?");
    private static final Pattern PART = Pattern.compile("BYTERANGE=\"([^\"]*)\"");
    private static final Pattern METHOD = Pattern.compile("METHOD=([A-Z0-9-]{1,20})");
    private static final Pattern FORMAT = Pattern.compile("KEYFORMAT=\"([^\"]*)\"");
    private static final Pattern VECTOR = Pattern.compile("IV=0[xX]([0-9A-Fa-f]{1,32})");

    private final String path;
    private final Origin origin;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();

    /// Paths of playlists of sound by their group; the first one of a group, or its default.
    private final Map<String, String> sounds = new HashMap<>();

    private double target = 2;
    private double duration;
    private long next;
    private @Nullable Header header;
    private @Nullable Key key;
    private @Nullable String range;
    private @Nullable Part before;
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
        case "#EXT-X-MAP" -> header = address == null ? null : header(value, address);
        case "#EXT-X-BYTERANGE" -> range = value;
        case "#EXT-X-KEY" -> key = key(value, address);
        case "#EXT-X-STREAM-INF" -> offer = offer(line);
        case "#EXT-X-MEDIA" -> rendition(line, address);
        default -> {}
      }
    }

    private Header header(String value, String address) throws StreamLost {
      var named = PART.matcher(value);
      var part =
          named.find() ? part(address, named.group(1), null) : new Part(address, 0, Part.WHOLE);
      var own = key;
      if (own == null) {
        return new Header(part, null);
      }
      if (own.vector().isEmpty()) {
        throw none("a header that is encrypted nobody knows how");
      }
      return new Header(part, new Lock(own.path(), own.vector()));
    }

    /// @param before what is gone on behind, if it is the same file
    private static Part part(String path, String value, @Nullable Part before) throws StreamLost {
      var said = RANGE.matcher(value);
      if (!said.matches()) {
        throw none("parts of files that cannot be counted");
      }
      var length = Long.parseLong(said.group(1));
      if (said.group(2) != null) {
        return new Part(path, Long.parseLong(said.group(2)), length);
      }
      if (before == null || before.isWhole() || !before.path().equals(path)) {
        return new Part(path, 0, length);
      }
      return new Part(path, before.from() + before.length(), length);
    }

    private static @Nullable Key key(String value, @Nullable String address) throws StreamLost {
      var method = METHOD.matcher(value);
      var how = method.find() ? method.group(1) : "";
      var format = FORMAT.matcher(value);
      if (how.equals("NONE")) {
        return null;
      }
      // SAMPLE-AES, and keys that only a company gives out, are for films that are sold.
      var plain = !format.find() || format.group(1).equals("identity");
      if (!how.equals("AES-128") || !plain || address == null) {
        throw none("encrypted in a way that cameras have no need of");
      }
      var vector = VECTOR.matcher(value);
      return new Key(
          address,
          vector.find() ? "0".repeat(32 - vector.group(1).length()) + vector.group(1) : "");
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

    private void address(String found) throws StreamLost {
      var of = offer;
      if (of != null) {
        offers.add(new Offer(found, of.bandwidth, of.film, of.sound));
        offer = null;
      } else {
        var said = range;
        var part = said == null ? new Part(found, 0, Part.WHOLE) : part(found, said, before);
        range = null;
        before = part;
        segments.add(new Segment(next++, part, duration, header, key));
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
