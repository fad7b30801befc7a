/// The simulated cameras over HTTP: Motion JPEG, still pictures, HLS and MPEG-TS, with faults on
/// demand.
@NullMarked
package org.porchlight.camerasim.web;

import org.jspecify.annotations.NullMarked;
