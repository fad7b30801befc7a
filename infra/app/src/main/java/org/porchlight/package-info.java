/// Opens the house: the application class and what assembles the default set-up.
@NullMarked
package org.porchlight;

import org.jspecify.annotations.NullMarked;
