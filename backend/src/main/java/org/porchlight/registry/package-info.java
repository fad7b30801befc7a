/// Owners, sites, cameras, where they look, proof of address.
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "audit"})
package org.porchlight.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
