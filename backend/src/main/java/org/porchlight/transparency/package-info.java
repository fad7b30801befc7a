/// What the public and auditors see, made from log and tables.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "outcomes",
      "analytics",
      "partners",
      "alerts",
      "patrol",
      "plates",
      "evidence",
      "feeds",
      "notices",
      "access",
      "incidents",
      "consent",
      "registry",
      "identity",
      "audit"
    })
package org.porchlight.transparency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
