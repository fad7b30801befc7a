/// Append-only Merkle log of who did what; knows nobody.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.porchlight.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
