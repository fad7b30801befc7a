/// The door: log-in, second factor, setting a password, confirming an address.
@NullMarked
package org.porchlight.portal.login;

import org.jspecify.annotations.NullMarked;
