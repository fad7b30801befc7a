/// What came of it: the eleven categories.
@NullMarked
@ApplicationModule(allowedDependencies = {"incidents", "alerts", "evidence", "identity", "audit"})
package org.porchlight.outcomes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
