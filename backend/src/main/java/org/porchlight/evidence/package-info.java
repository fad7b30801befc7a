/// Clips, footage requests, custody, retention, object store.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "feeds",
      "access",
      "notices",
      "consent",
      "incidents",
      "registry",
      "identity",
      "audit"
    })
package org.porchlight.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
