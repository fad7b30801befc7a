package org.porchlight.identity;

import java.util.List;
import java.util.Optional;

/// The organisations that people act for.
public class Organisations {

  Organisations() {}

  public Optional<Organisation> find(OrganisationId id) {
    throw new UnsupportedOperationException();
  }

  public List<Organisation> page(int offset, int limit) {
    throw new UnsupportedOperationException();
  }

  /// Idempotent: an organisation with this id is left as it is.
  public void add(Organisation organisation) {
    throw new UnsupportedOperationException();
  }
}
