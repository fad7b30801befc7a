/// Everything that is HTTP and not Vaadin.
@NullMarked
@ApplicationModule
package org.porchlight.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
