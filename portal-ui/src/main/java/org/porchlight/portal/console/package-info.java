/// The operator's console: what happens where, which cameras may be opened, and live pictures.
@NullMarked
package org.porchlight.portal.console;

import org.jspecify.annotations.NullMarked;
