/// The audit log, for auditors: every entry, its place in the public log, and how to check it.
@NullMarked
package org.porchlight.portal.audit;

import org.jspecify.annotations.NullMarked;
