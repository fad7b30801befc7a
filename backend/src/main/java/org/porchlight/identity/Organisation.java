package org.porchlight.identity;

/// Those a person acts for. A resident is an organisation of one.
public record Organisation(OrganisationId id, String name, OrganisationKind kind) {}
