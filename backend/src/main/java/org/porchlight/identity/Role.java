package org.porchlight.identity;

/// What a person may do. Stored by name.
public enum Role {
  OWNER,
  HOUSING_MANAGER,
  OFFICER,
  OPERATOR,
  ANALYST,
  SUPERVISOR,
  AUDITOR,
  ADMINISTRATOR,
  MACHINE;

  /// Whether a log-in with this role needs a second factor. Owners may have one; all others must.
  public boolean needsSecondFactor() {
    return this != OWNER && this != MACHINE;
  }
}
