/// People, organisations, agencies with jurisdiction, roles, sessions, second factor.
@NullMarked
@ApplicationModule(allowedDependencies = "audit")
package org.porchlight.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
