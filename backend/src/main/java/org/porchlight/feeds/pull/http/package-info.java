/// Cameras that are watched over HTTP: Motion JPEG, still pictures, HLS and MPEG-TS, over
/// connections of our own to the one address that was checked. See
/// docs/decisions/0021-own-http-sources.md.
@NullMarked
package org.porchlight.feeds.pull.http;

import org.jspecify.annotations.NullMarked;
