/// Packets of video as bytes: parameter sets, time, and the boxes of MP4. Knows no network, no
/// camera and no person; nothing here decodes a picture.
@NullMarked
package org.porchlight.feeds.media;

import org.jspecify.annotations.NullMarked;
