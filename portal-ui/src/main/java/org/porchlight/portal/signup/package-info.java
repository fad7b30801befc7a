/// How a resident or business gets an account.
@NullMarked
package org.porchlight.portal.signup;

import org.jspecify.annotations.NullMarked;
