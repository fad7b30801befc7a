/// The demo city Harbor Point: fictional people, simulated cameras, readers and phones. Only with
/// `porchlight.demo=true`; everything goes through the same doors as in production.
@NullMarked
@ApplicationModule
package org.porchlight.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
