/// What machines send: plate reads.
@NullMarked
package org.porchlight.api.machines;

import org.jspecify.annotations.NullMarked;
