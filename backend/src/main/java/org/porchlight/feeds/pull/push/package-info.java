/// Cameras that dial in: they publish to us by RTSP (RFC 2326 ANNOUNCE, SETUP, RECORD), instead of
/// being connected to. Whoever connects here is a stranger until the password was right, and not
/// trusted afterwards either. See docs/decisions/0029-cameras-that-dial-in.md.
@NullMarked
package org.porchlight.feeds.pull.push;

import org.jspecify.annotations.NullMarked;
