package org.porchlight.imports;

import java.util.List;
import org.porchlight.kernel.FieldError;

/// What a file would become. Nothing is registered yet.
public sealed interface Preview {

  /// A table.
  ///
  /// @param file name of the file, for the list of imports
  /// @param rows in the order of the file
  /// @param wrong how many of them have an error; while there is one, nothing can be imported
  /// @param sites how many addresses they are, at most
  record Table(String file, List<ImportRow> rows, int wrong, int sites) implements Preview {

    public Table {
      rows = List.copyOf(rows);
    }
  }

  /// No table at all.
  record Unreadable(FieldError error) implements Preview {}
}
