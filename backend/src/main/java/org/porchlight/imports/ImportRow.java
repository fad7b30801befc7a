package org.porchlight.imports;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.NewCamera;

/// One line of a table, looked at.
///
/// @param line of the file, 1 for the first
/// @param cells what was typed, column by column
/// @param camera what it becomes; absent as long as something is wrong
/// @param errors what is wrong in which column
public record ImportRow(
    int line,
    Map<ImportColumn, String> cells,
    @Nullable NewCamera camera,
    Map<ImportColumn, List<FieldError>> errors) {

  public ImportRow {
    // In the order of the columns.
    cells = Collections.unmodifiableMap(new TreeMap<>(cells));
    errors = Collections.unmodifiableMap(new TreeMap<>(errors));
  }
}
