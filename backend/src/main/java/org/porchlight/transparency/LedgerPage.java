package org.porchlight.transparency;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a camera's ledger, newest first.
///
/// @param newest the highest entry number of the camera; 0 when it has none
/// @param missing entry numbers that should be on this page and are not: always empty, unless
///   somebody tampered with the log
/// @param before where the next page begins; null on the last one
public record LedgerPage(
    List<LedgerLine> lines, long newest, List<Long> missing, @Nullable Long before) {

  public LedgerPage {
    lines = List.copyOf(lines);
    missing = List.copyOf(missing);
  }
}
