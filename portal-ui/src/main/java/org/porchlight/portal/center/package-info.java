/// What the pages of the center share: the bell that tells them to look again, and words for times,
/// distances and people.
@NullMarked
package org.porchlight.portal.center;

import org.jspecify.annotations.NullMarked;
