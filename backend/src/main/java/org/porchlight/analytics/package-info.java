/// Where and when: hot spots, trends, deployment.
@NullMarked
@ApplicationModule(allowedDependencies = {"outcomes", "plates", "incidents", "identity", "audit"})
package org.porchlight.analytics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
