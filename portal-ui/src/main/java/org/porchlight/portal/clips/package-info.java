/// Clips of incidents: player, checksum, chain of custody.
@NullMarked
package org.porchlight.portal.clips;

import org.jspecify.annotations.NullMarked;
