/// What each owner allows with each camera, in which version.
@NullMarked
@ApplicationModule(allowedDependencies = {"registry", "identity", "audit"})
package org.porchlight.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
