/// What people see in the browser: owners, housing managers, the center, auditors and the public.
@NullMarked
@ApplicationModule
package org.porchlight.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
