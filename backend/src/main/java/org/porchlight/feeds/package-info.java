/// Live video in: connect, keep alive, ring buffer, live view, health.
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "consent", "registry", "identity", "audit"})
package org.porchlight.feeds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
