package org.porchlight.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.Place;

/// The sites of one account, and which of them a camera belongs to. See
/// docs/decisions/0037-what-a-proof-speaks-for.md.
final class OwnSites {

  /// A proof speaks for so many metres around its site: what stands farther away is a site of its
  /// own.
  private static final double PROVED_AROUND = 50;

  /// Two sites of one account with the same address, no farther apart than this, are one site.
  private static final double SAME_SITE = 25;

  private final Actor owner;
  private final Predicate<Place> besideOthers;
  private final Map<String, List<Site>> byAddress = new HashMap<>();
  private final List<Site> added = new ArrayList<>();

  /// @param besideOthers whether a camera of another account stands so near that nothing is proved
  ///   without a look
  OwnSites(Actor owner, List<Site> sites, Predicate<Place> besideOthers) {
    this.owner = owner;
    this.besideOthers = besideOthers;
    sites.forEach(this::remember);
  }

  /// The site of a camera at a new or known address: a known one, or one that is added.
  Site of(String address, Place place, Relation relation) {
    return at(address, place)
        .map(known -> speakingFor(known, place))
        .orElseGet(() -> add(address.strip(), place, relation));
  }

  /// The site of a camera that is to stand at this place: the named one, another one of the same
  /// address, or a new one that has to be proved.
  Site speakingFor(Site named, Place place) {
    if (speaksFor(named, place)) {
      return named;
    }
    return ofAddress(named.address()).stream()
        .filter(site -> speaksFor(site, place))
        .findFirst()
        .orElseGet(() -> add(named.address(), place, named.relation()));
  }

  /// The sites that are not stored yet.
  List<Site> added() {
    return List.copyOf(added);
  }

  private Optional<Site> at(String address, Place place) {
    return ofAddress(address).stream()
        .filter(site -> site.place().metresTo(place) <= SAME_SITE)
        .findFirst();
  }

  /// Beside a camera of another account nothing is proved without a look.
  private boolean speaksFor(Site site, Place place) {
    return site.place().metresTo(place) <= PROVED_AROUND
        && !(site.proof() instanceof SiteProof.Proved && besideOthers.test(place));
  }

  private List<Site> ofAddress(String address) {
    return byAddress.getOrDefault(key(address), List.of());
  }

  private Site add(String address, Place place, Relation relation) {
    var site =
        new Site(
            SiteId.random(),
            owner.person(),
            owner.organisation(),
            address,
            place,
            relation,
            new SiteProof.Unproved());
    added.add(site);
    remember(site);
    return site;
  }

  private void remember(Site site) {
    byAddress.computeIfAbsent(key(site.address()), _ -> new ArrayList<>()).add(site);
  }

  private static String key(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }
}
