/// The start page for everyone, before anyone signs in.
@NullMarked
package org.porchlight.portal.home;

import org.jspecify.annotations.NullMarked;
