package org.porchlight.identity;

import java.util.List;
import java.util.Optional;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Police agencies and their jurisdictions.
@Service
public class Agencies {

  private final JdbcOrganisations organisations;

  Agencies(JdbcOrganisations organisations) {
    this.organisations = organisations;
  }

  /// The agency whose jurisdiction contains the place; the one with the first name if several do.
  public Optional<Agency> at(Place place) {
    return organisations.agenciesAround(place).stream()
        .filter(agency -> agency.jurisdiction().contains(place))
        .findFirst();
  }

  public Optional<Agency> find(OrganisationId id) {
    return organisations.findAgency(id);
  }

  public List<Agency> all() {
    return organisations.agencies();
  }

  /// Adds the agency with its organisation, or gives a known one this name and jurisdiction.
  @Transactional
  public void put(Agency agency) {
    organisations.put(agency);
  }
}
