package org.porchlight.identity;

import org.porchlight.kernel.Area;

/// A police agency and the ground that it answers for.
public record Agency(OrganisationId id, String name, Area jurisdiction) {}
