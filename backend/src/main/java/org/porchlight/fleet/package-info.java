/// Body-worn and in-car cameras and their commands.
@NullMarked
@ApplicationModule(allowedDependencies = {"feeds", "patrol", "access", "identity", "audit"})
package org.porchlight.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
