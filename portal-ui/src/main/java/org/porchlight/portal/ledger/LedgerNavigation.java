package org.porchlight.portal.ledger;

import org.porchlight.registry.CameraId;

/// Ways to the ledger of a camera.
public final class LedgerNavigation {

  private LedgerNavigation() {}

  public static String ledgerOf(CameraId camera) {
    return "cameras/" + camera + "/ledger";
  }
}
