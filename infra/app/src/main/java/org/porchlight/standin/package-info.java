/// Servers that stand in for vendors' clouds, so that the whole house runs on one machine.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.porchlight.standin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
