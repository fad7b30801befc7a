/// Where owners mark what of a camera's picture nobody is shown.
@NullMarked
package org.porchlight.portal.masks;

import org.jspecify.annotations.NullMarked;
