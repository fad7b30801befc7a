/// Who is on duty and where; vehicles, phones.
@NullMarked
@ApplicationModule(allowedDependencies = {"identity", "audit"})
package org.porchlight.patrol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
