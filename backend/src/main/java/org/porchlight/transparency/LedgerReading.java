package org.porchlight.transparency;

import java.time.Instant;
import java.util.List;

/// The pages of a [LedgerKit] that are for people. Called from the thread that writes the kit.
public interface LedgerReading {

  /// What the kit holds.
  ///
  /// @param entries how many, numbered from 1
  /// @param newest the highest number of the camera; what is beyond `entries` is in no signed
  ///   checkpoint yet
  /// @param at when it was made
  record About(long entries, long newest, Instant at) {}

  /// Names of the files, for example `ledger.en.html`.
  List<String> files();

  /// What such a file begins with.
  String begin(String file, About about);

  /// One line of the ledger, newest first.
  String line(String file, LedgerLine line);

  /// What it ends with.
  String end(String file);
}
