/// What happened where and when, from CAD or by hand; timeline.
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "audit"})
package org.porchlight.incidents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
