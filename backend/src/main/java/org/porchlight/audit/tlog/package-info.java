/// Merkle trees, tiles, signed notes and checkpoints, as C2SP writes them; knows no database.
@NullMarked
package org.porchlight.audit.tlog;

import org.jspecify.annotations.NullMarked;
