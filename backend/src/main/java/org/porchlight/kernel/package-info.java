/// Words everyone shares: place, area, time span, ids, the clock.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.porchlight.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
