/// Readers, reads, hot lists, matching, search.
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "consent", "incidents", "registry", "identity", "audit"})
package org.porchlight.plates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
