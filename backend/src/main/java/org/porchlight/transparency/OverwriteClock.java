package org.porchlight.transparency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// Says which footage the owner's own recorder is about to overwrite, of times at which the police
/// used the camera in a case: whoever may need it can still save it.
public final class OverwriteClock {

  /// So long before it is overwritten somebody is told.
  static final Duration AHEAD = Duration.ofDays(2);

  private OverwriteClock() {}

  /// Footage that is about to be overwritten.
  ///
  /// @param caseNumber in which the camera was used
  /// @param shown when that was
  /// @param overwritten about when the recorder overwrites it
  public record Warning(String caseNumber, Instant shown, Instant overwritten) {}

  /// One warning for each case, about its oldest footage that is still there.
  ///
  /// @param lines of the ledger of one camera
  /// @param overwriteDays days before its recorder overwrites
  public static List<Warning> warnings(List<LedgerLine> lines, int overwriteDays, Instant now) {
    var known = new HashSet<String>();
    var warnings = new ArrayList<Warning>();
    lines.stream()
        .filter(line -> line.caseNumber() != null && line.outcome().equals("ALLOW"))
        .filter(line -> line.event().startsWith("camera."))
        // Playing a clip shows another time.
        .filter(line -> !line.event().startsWith("camera.clip.play"))
        .filter(line -> !line.event().startsWith("camera.clip.thumbnail"))
        .filter(line -> !line.event().startsWith("camera.replay."))
        .sorted((one, other) -> one.start().compareTo(other.start()))
        .forEach(line -> {
          var overwritten = line.start().plus(Duration.ofDays(overwriteDays));
          var number = Objects.requireNonNull(line.caseNumber());
          if (now.isBefore(overwritten)
              && !now.isBefore(overwritten.minus(AHEAD))
              && known.add(number)) {
            warnings.add(new Warning(number, line.start(), overwritten));
          }
        });
    return warnings;
  }
}
