/// Messages from computer-aided dispatch over HTTP.
@NullMarked
package org.porchlight.api.cad;

import org.jspecify.annotations.NullMarked;
