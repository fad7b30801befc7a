/// The frame around every page: layouts, theme, languages, error pages, small shared components.
@NullMarked
package org.porchlight.portal.shell;

import org.jspecify.annotations.NullMarked;
