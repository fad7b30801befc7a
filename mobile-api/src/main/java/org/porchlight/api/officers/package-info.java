/// The officers' API: duty, position, push targets, alerts and what became of them.
@NullMarked
package org.porchlight.api.officers;

import org.jspecify.annotations.NullMarked;
