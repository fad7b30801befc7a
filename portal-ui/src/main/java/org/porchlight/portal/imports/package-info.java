/// Many cameras at once: the page that reads in a table.
@NullMarked
package org.porchlight.portal.imports;

import org.jspecify.annotations.NullMarked;
