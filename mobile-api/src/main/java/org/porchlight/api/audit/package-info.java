/// The public log: checkpoint, key, tiles, entries, proofs.
@NullMarked
package org.porchlight.api.audit;

import org.jspecify.annotations.NullMarked;
