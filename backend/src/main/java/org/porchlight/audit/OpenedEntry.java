package org.porchlight.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry of the log together with what opens its commitments.
///
/// @param entry number of the row, in the order of writing
/// @param index place in the public log; absent until it is sequenced, about a second later
/// @param at when it was written, in milliseconds
/// @param event dotted name, for example `camera.live.open`
/// @param purpose code of the purpose, if the event had one
/// @param basis what it rests on, for example `CONSENT:v7`
/// @param cameraSeq the entry's number among those of its camera: 1, 2, 3 and so on without a gap
/// @param personal leaf field to value, among them `cam` for the camera; without those erased since
/// @param plain leaf field to public value (String, Long, Boolean)
public record OpenedEntry(
    long entry,
    @Nullable Long index,
    Instant at,
    String event,
    Outcome outcome,
    @Nullable String purpose,
    @Nullable String basis,
    @Nullable Long cameraSeq,
    Map<String, String> personal,
    Map<String, Object> plain) {

  public OpenedEntry {
    personal = Map.copyOf(personal);
    plain = Map.copyOf(plain);
  }
}
