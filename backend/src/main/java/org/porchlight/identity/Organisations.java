package org.porchlight.identity;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The organisations that people act for.
@Service
public class Organisations {

  private final JdbcOrganisations organisations;

  Organisations(JdbcOrganisations organisations) {
    this.organisations = organisations;
  }

  public Optional<Organisation> find(OrganisationId id) {
    return organisations.find(id);
  }

  public List<Organisation> page(int offset, int limit) {
    return organisations.page(offset, Math.clamp(limit, 1, 200));
  }

  /// Idempotent: an organisation with this id is left as it is.
  @Transactional
  public void add(Organisation organisation) {
    organisations.insert(organisation);
  }
}
