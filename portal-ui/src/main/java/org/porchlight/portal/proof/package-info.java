/// Where staff prove that an account has to do with a site.
@NullMarked
package org.porchlight.portal.proof;

import org.jspecify.annotations.NullMarked;
