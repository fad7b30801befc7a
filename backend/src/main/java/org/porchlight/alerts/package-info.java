/// From a hit or call to an officer who accepted.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "plates",
      "access",
      "incidents",
      "evidence",
      "patrol",
      "notices",
      "registry",
      "identity",
      "audit"
    })
package org.porchlight.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
