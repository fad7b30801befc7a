/// Pictures over HTTP: live views over a web socket, clips by ranged reads.
@NullMarked
package org.porchlight.api.media;

import org.jspecify.annotations.NullMarked;
