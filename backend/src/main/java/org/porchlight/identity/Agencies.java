package org.porchlight.identity;

import java.util.List;
import java.util.Optional;
import org.porchlight.kernel.Place;

/// Police agencies and their jurisdictions.
public class Agencies {

  Agencies() {}

  /// The agency whose jurisdiction contains the place; the one with the first name if several do.
  public Optional<Agency> at(Place place) {
    throw new UnsupportedOperationException();
  }

  public Optional<Agency> find(OrganisationId id) {
    throw new UnsupportedOperationException();
  }

  public List<Agency> all() {
    throw new UnsupportedOperationException();
  }

  /// Adds the agency with its organisation, or gives a known one this name and jurisdiction.
  public void put(Agency agency) {
    throw new UnsupportedOperationException();
  }
}
