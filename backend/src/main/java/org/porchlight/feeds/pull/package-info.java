/// Ways to reach a camera. What is learned from a camera here is not trusted: where it leads us,
/// how much it sends, and in which format are checked before anything else sees it.
@NullMarked
package org.porchlight.feeds.pull;

import org.jspecify.annotations.NullMarked;
