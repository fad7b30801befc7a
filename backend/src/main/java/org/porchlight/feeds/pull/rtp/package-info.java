/// RTP as cameras send it: packets into pictures, what is missing, and reports in both directions.
/// Knows no socket and no RTSP; every byte it reads may be a lie.
@NullMarked
package org.porchlight.feeds.pull.rtp;

import org.jspecify.annotations.NullMarked;
