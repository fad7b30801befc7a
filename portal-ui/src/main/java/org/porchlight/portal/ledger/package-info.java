/// The owner's ledger: who looked through a camera, when, why, and what was taken.
@NullMarked
package org.porchlight.portal.ledger;

import org.jspecify.annotations.NullMarked;
