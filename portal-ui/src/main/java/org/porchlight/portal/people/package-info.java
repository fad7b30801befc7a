/// Accounts, for administrators: who may log in, with which roles.
@NullMarked
package org.porchlight.portal.people;

import org.jspecify.annotations.NullMarked;
