/// The embedded default: a PostgreSQL and an object store inside the data folder and a push
/// stand-in, for a start with one command. Every part steps aside when the configuration names a
/// real one.
@NullMarked
@ApplicationModule(allowedDependencies = "standin")
package org.porchlight.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
