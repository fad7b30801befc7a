package org.porchlight.evidence;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CameraId;

/// One file of a recording.
///
/// @param from our clock when its first picture arrived
/// @param to our clock when its last picture arrived
/// @param key its name in the store
/// @param sound whether there is sound in it; null if only its manifest says so
/// @param stored whether the store has it; else it lies in the spool of this machine
/// @param bytes of the file
record Segment(
    UUID id,
    UUID recording,
    CameraId camera,
    Instant from,
    Instant to,
    int pictures,
    long bytes,
    String sha256,
    String manifestSha256,
    long manifestBytes,
    String codecs,
    @Nullable Boolean sound,
    UUID firstRun,
    long firstNumber,
    UUID lastRun,
    long lastNumber,
    String key,
    boolean stored,
    int attempts) {

  /// Whether this one goes on exactly where the other ended.
  boolean follows(Segment before) {
    return firstRun.equals(before.lastRun) && firstNumber == before.lastNumber + 1;
  }
}
