/// The alerts desk: raise an alert, see who was asked and who goes.
@NullMarked
package org.porchlight.portal.alerts;

import org.jspecify.annotations.NullMarked;
