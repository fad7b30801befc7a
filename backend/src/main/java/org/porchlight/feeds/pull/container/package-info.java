/// Takes encoded pictures out of what cameras pack them in for the web: MPEG transport streams and
/// fragments of MP4. Knows no network; believes nothing that it reads.
@NullMarked
package org.porchlight.feeds.pull.container;

import org.jspecify.annotations.NullMarked;
