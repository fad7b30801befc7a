/// A small RTSP camera simulator: synthetic pictures, real H.264, faults on demand.
@NullMarked
package org.porchlight.camerasim;

import org.jspecify.annotations.NullMarked;
