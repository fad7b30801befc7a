package org.porchlight.imports;

import java.util.List;
import java.util.Map;
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
    cells = Map.copyOf(cells);
    errors = Map.copyOf(errors);
  }
}
