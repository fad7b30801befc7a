/// The one map of the portal: markers, a movable pin, a field of view, a radius.
@NullMarked
package org.porchlight.portal.map;

import org.jspecify.annotations.NullMarked;
