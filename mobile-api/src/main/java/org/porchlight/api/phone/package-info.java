/// The officers' web app: static files that use only the officers' API.
@NullMarked
package org.porchlight.api.phone;

import org.jspecify.annotations.NullMarked;
