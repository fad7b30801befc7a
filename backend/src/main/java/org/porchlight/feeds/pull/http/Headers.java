package org.porchlight.feeds.pull.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;

/// The headers of an answer, or of a part of one.
record Headers(List<Header> all) {

  /// The longest first line and headers together that are read.
  static final int LONGEST = 16 * 1024;

  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

  record Header(String name, String value) {}

  Headers {
    all = List.copyOf(all);
  }

  /// Where lines come from.
  interface Lines {

    /// The next line, without its end.
    ///
    /// @param most bytes that the line may have
    /// @throws StreamLost if it is longer
    String next(int most) throws IOException;
  }

  /// Reads headers up to the empty line behind them.
  ///
  /// @param before bytes of the head that were read already
  static Headers read(Lines lines, int before) throws IOException {
    var all = new ArrayList<Header>();
    var left = LONGEST - before;
    for (var line = lines.next(left); !line.isBlank(); line = lines.next(left)) {
      left -= line.length() + 2;
      var colon = line.indexOf(':');
      if (colon > 0) {
        all.add(new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
      }
    }
    return new Headers(all);
  }

  Optional<String> first(String name) {
    return values(name).stream().findFirst();
  }

  List<String> values(String name) {
    return all.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  boolean says(String name, String word) {
    return values(name).stream().anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(word));
  }

  /// Media type without parameters, in lower case; empty if there is none.
  String contentType() {
    return first("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /// @return -1 if nothing is said
  /// @throws StreamLost if it is no number, or two different ones
  long contentLength() throws StreamLost {
    var said = values("Content-Length").stream().distinct().toList();
    if (said.isEmpty()) {
      return -1;
    }
    if (said.size() > 1 || !DIGITS.matcher(said.getFirst()).matches()) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a length that cannot be counted");
    }
    return Long.parseLong(said.getFirst());
  }
}
