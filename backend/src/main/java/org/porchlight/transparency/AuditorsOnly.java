package org.porchlight.transparency;

/// Somebody who is no auditor asked for what only auditors see.
public final class AuditorsOnly extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public AuditorsOnly() {
    super("Only auditors read the whole log.");
  }
}
