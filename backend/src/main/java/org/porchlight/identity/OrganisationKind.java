package org.porchlight.identity;

/// What an account stands for. Stored by name.
public enum OrganisationKind {
  RESIDENT,
  BUSINESS,
  HOUSING_AUTHORITY,
  SCHOOL,
  FAITH,
  OTHER,
  AGENCY
}
