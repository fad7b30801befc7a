/// Draws and encodes the sample clips; run by hand when a scene changes.
@NullMarked
package org.porchlight.camerasim.scenes;

import org.jspecify.annotations.NullMarked;
