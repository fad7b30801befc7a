/// Pictures that were decoded: stills, and copies of feeds for viewers. The decoding itself happens
/// in worker processes (`feeds.apart`), which are started, bounded and ended here.
@NullMarked
package org.porchlight.feeds.copies;

import org.jspecify.annotations.NullMarked;
