/// Where supervisors review what was done in an emergency.
@NullMarked
package org.porchlight.portal.reviews;

import org.jspecify.annotations.NullMarked;
