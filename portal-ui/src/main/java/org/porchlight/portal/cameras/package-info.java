/// An owner's cameras: how they stand, what they share, and the switch that stops it.
@NullMarked
package org.porchlight.portal.cameras;

import org.jspecify.annotations.NullMarked;
