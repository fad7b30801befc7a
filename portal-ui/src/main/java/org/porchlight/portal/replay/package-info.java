/// What cameras recorded, by time.
@NullMarked
package org.porchlight.portal.replay;

import org.jspecify.annotations.NullMarked;
