package org.porchlight.registry;

import java.time.Instant;
import java.util.List;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.Actor;
import org.porchlight.identity.AdministratorsOnly;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The queue of sites that wait for their proof, for the administrators of the agency that answers
/// for them.
@Service
@Transactional
public class SitesToProve {

  private final JdbcSites sites;
  private final ProofStaff proofStaff;
  private final AuditLog log;

  SitesToProve(JdbcSites sites, ProofStaff proofStaff, AuditLog log) {
    this.sites = sites;
    this.proofStaff = proofStaff;
    this.log = log;
  }

  /// A site without proof.
  ///
  /// @param duplicate whether another account has a camera within 25 m of one of this site's
  public record SiteToProve(
      SiteId id,
      PersonId owner,
      String address,
      Place place,
      Relation relation,
      int cameras,
      boolean duplicate,
      Instant registeredAt) {}

  /// Those that the person's agency answers for, oldest first; logged with the number of sites that
  /// were shown.
  ///
  /// @param limit at most 200
  /// @throws AdministratorsOnly for anybody else
  public List<SiteToProve> page(Actor staff, int offset, int limit) {
    proofStaff.require(staff);
    var page =
        sites.toProve(
            staff.organisation(),
            proofStaff.answersForTheRest(staff),
            Math.max(0, offset),
            Math.clamp(limit, 1, 200),
            AddressProof.DUPLICATE);
    log.append(Entries.by(staff, "site.proof.queue", Outcome.ALLOW).plain("n", page.size()));
    return page;
  }
}
