package org.porchlight.registry;

import java.time.Instant;

/// A site was proved, or its proof ended.
public record SiteProofChanged(SiteId site, boolean proved, Instant at) {}
