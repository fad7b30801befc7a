/// How cameras fare: one camera's week for its owner, and the board of all of them for the staff
/// that answers for them.
@NullMarked
package org.porchlight.portal.health;

import org.jspecify.annotations.NullMarked;
