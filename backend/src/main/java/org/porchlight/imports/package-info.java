/// Many cameras at once, out of a table: a preview that says what is wrong in which cell, all of
/// them or none, and undo.
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "consent", "identity", "registry"})
package org.porchlight.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
