package org.porchlight.api.media;

import java.util.Optional;
import java.util.regex.Pattern;

/// The part of a file that a client asks for (RFC 9110 section 14).
record ByteRange(long first, long length) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// What a `Range` header comes to.
  sealed interface Asked {

    /// No range, or one that need not be understood, such as several at once: the whole file.
    record Whole() implements Asked {}

    record Part(ByteRange range) implements Asked {}

    record Unsatisfiable() implements Asked {}
  }

  static Asked of(Optional<String> header, long size) {
    if (header.isEmpty()) {
      return new Asked.Whole();
    }
    var parts = ONE.matcher(header.get().strip());
    if (!parts.matches() || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
      return new Asked.Whole();
    }
    if (parts.group(1).isEmpty()) {
      var last = Math.min(Long.parseLong(parts.group(2)), size);
      return last == 0
          ? new Asked.Unsatisfiable()
          : new Asked.Part(new ByteRange(size - last, last));
    }
    var first = Long.parseLong(parts.group(1));
    var end = parts.group(2).isEmpty() ? size - 1 : Long.parseLong(parts.group(2));
    if (end < first && !parts.group(2).isEmpty()) {
      return new Asked.Whole();
    }
    return first >= size
        ? new Asked.Unsatisfiable()
        : new Asked.Part(new ByteRange(first, Math.min(end, size - 1) - first + 1));
  }

  String contentRange(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
