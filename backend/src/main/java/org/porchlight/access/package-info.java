/// The decision: may this person look at this camera, for this purpose, now; issues the permit.
@NullMarked
@ApplicationModule(allowedDependencies = {"consent", "incidents", "registry", "identity", "audit"})
package org.porchlight.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
