package org.porchlight.registry;

import java.time.Instant;
import java.util.List;
import org.porchlight.identity.Actor;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;
import org.springframework.stereotype.Service;

/// The queue of sites that wait for their proof, for administrators.
@Service
public class SitesToProve {

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

  /// Oldest first.
  public List<SiteToProve> page(Actor staff, int offset, int limit) {
    throw new UnsupportedOperationException();
  }
}
