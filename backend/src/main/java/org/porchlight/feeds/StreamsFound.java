package org.porchlight.feeds;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CertificatePin;

/// What came of asking a camera for its streams.
public sealed interface StreamsFound {

  /// The camera told. None of it is believed: texts are short and printable, and an address is what
  /// the owner might have typed, to be checked like that.
  ///
  /// @param clockAhead how far its clock is ahead of ours; null if it does not say
  record Found(
      String manufacturer, String model, @Nullable Duration clockAhead, List<Choice> choices)
      implements StreamsFound {

    public Found {
      choices = List.copyOf(choices);
    }

    /// Which of several this is. What the camera calls it says nothing sure, so the size decides.
    public Kind kindOf(Choice choice) {
      var largest = choices.stream().mapToLong(Choice::pixels).max().orElse(0);
      var smallest = choices.stream().mapToLong(Choice::pixels).min().orElse(0);
      if (largest == smallest) {
        return Kind.ONLY;
      }
      return choice.pixels() == largest ? Kind.MAIN : Kind.SUB;
    }
  }

  /// What a picture is among others of the same camera.
  enum Kind {
    /// The largest.
    MAIN,
    /// A smaller one, which asks less of the owner's connection.
    SUB,
    /// All are of one size.
    ONLY
  }

  /// It did not.
  ///
  /// @param why never [ProbeAnswer#OK]
  /// @param certificate as in [Tried]
  record Nothing(ProbeAnswer why, @Nullable CertificatePin certificate) implements StreamsFound {

    Nothing(ProbeAnswer why) {
      this(why, null);
    }
  }

  /// One of its pictures.
  ///
  /// @param name as the camera calls it
  /// @param encoding for example `H264`
  /// @param width in pixels, or 0
  /// @param height in pixels, or 0
  /// @param address without user and password; may carry a secret in its path, so it is for the
  ///   owner's eyes only
  record Choice(String name, String encoding, int width, int height, String address) {

    private long pixels() {
      return (long) width * height;
    }

    @Override
    public String toString() {
      return "Choice[%s %s %d x %d]".formatted(name, encoding, width, height);
    }
  }
}
