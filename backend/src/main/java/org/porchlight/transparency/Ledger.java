package org.porchlight.transparency;

import org.porchlight.identity.Actor;
import org.porchlight.registry.CameraId;
import org.springframework.stereotype.Service;

/// What an owner sees of every use of a camera: within seconds, numbered, with nothing left out.
@Service
public class Ledger {

  /// The first page begins here.
  public static final long NEWEST = Long.MAX_VALUE;

  /// A part of the ledger, newest first.
  ///
  /// An auditor's look is itself entered in the log.
  ///
  /// @param before [#NEWEST], or [LedgerPage#before] of the page above
  /// @param limit at most so many entries, 1 to 200
  /// @throws LedgerClosed if the reader is neither the camera's owner nor an auditor
  public LedgerPage of(Actor reader, CameraId camera, long before, int limit) {
    throw new UnsupportedOperationException();
  }
}
