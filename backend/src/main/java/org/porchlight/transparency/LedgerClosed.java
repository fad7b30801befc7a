package org.porchlight.transparency;

/// The ledger of this camera is not for this reader, or there is no such camera: both look the
/// same.
public final class LedgerClosed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LedgerClosed() {
    super("There is no such ledger for you.");
  }
}
