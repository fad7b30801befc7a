/// Housing authority and other agencies: properties, agreements, shared layers.
@NullMarked
@ApplicationModule(allowedDependencies = {"consent", "registry", "identity", "audit"})
package org.porchlight.partners;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
