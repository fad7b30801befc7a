/// How an owner registers a camera: everything on one page.
@NullMarked
package org.porchlight.portal.registration;

import org.jspecify.annotations.NullMarked;
