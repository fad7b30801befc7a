/// Tells a person something: push, web push, e-mail.
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "audit"})
package org.porchlight.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
