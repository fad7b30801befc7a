/// What runs in a process of its own: the decoders that look at pictures of cameras nobody trusts.
/// Uses the Java library and FFmpeg and nothing else of Porchlight, holds no secret, and can not
/// reach files or the network once it has begun. `feeds.copies` starts, bounds and ends it.
@NullMarked
package org.porchlight.feeds.apart;

import org.jspecify.annotations.NullMarked;
