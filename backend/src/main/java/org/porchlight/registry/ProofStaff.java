package org.porchlight.registry;

import org.porchlight.identity.Actor;
import org.porchlight.identity.AdministratorsOnly;
import org.porchlight.identity.Agencies;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.Role;
import org.springframework.stereotype.Component;

/// Who may prove which sites: administrators those that their own agency answers for. What lies
/// outside every jurisdiction falls to the first agency, else nobody could ever prove it.
@Component
class ProofStaff {

  private final JdbcSites sites;
  private final Agencies agencies;
  private final Organisations organisations;

  ProofStaff(JdbcSites sites, Agencies agencies, Organisations organisations) {
    this.sites = sites;
    this.agencies = agencies;
    this.organisations = organisations;
  }

  /// @throws AdministratorsOnly for anybody else
  void require(Actor staff) {
    if (!staff.is(Role.ADMINISTRATOR)) {
      throw new AdministratorsOnly();
    }
  }

  boolean answersFor(Actor staff, SiteId site) {
    return sites.isOf(site, staff.organisation(), answersForTheRest(staff));
  }

  /// As long as no agency has a jurisdiction, the department that runs the installation is first.
  boolean answersForTheRest(Actor staff) {
    var all = agencies.all();
    return all.isEmpty()
        ? organisations
            .find(staff.organisation())
            .filter(own -> own.kind() == OrganisationKind.AGENCY)
            .isPresent()
        : all.getFirst().id().equals(staff.organisation());
  }
}
