package org.porchlight.registry;

import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;

/// A place with an address where one account has cameras.
public record Site(
    SiteId id,
    PersonId owner,
    OrganisationId organisation,
    String address,
    Place place,
    Relation relation,
    SiteProof proof) {}
