package org.porchlight.registry;

/// What a person has to do with a site. Stored by name.
public enum Relation {
  OWNER,
  TENANT_WITH_CONSENT,
  MANAGER
}
