package org.porchlight.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `authorisation.txt`: who may knock where, and what happens.
///
/// @param columns the callers
/// @param rows by endpoint, such as `GET /api/v1/me`, and by what is shown, `session` or `token`
record AuthorisationTable(List<String> columns, Map<Row, List<String>> rows) {

  /// @param endpoint method and address as the program names it
  /// @param with what a person shows here: the portal's session or a token
  record Row(String endpoint, String with) {

    String method() {
      return endpoint.substring(0, endpoint.indexOf(' '));
    }

    String path() {
      return endpoint.substring(endpoint.indexOf(' ') + 1);
    }
  }

  static AuthorisationTable read() throws IOException {
    var columns = new ArrayList<String>();
    var rows = new LinkedHashMap<Row, List<String>>();
    for (var line : Files.readAllLines(Path.of("src/test/resources/authorisation.txt"))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var cells = List.of(line.strip().split("\\s+"));
      var answers = cells.subList(3, cells.size());
      if (columns.isEmpty()) {
        columns.addAll(answers);
        continue;
      }
      var row = new Row(cells.get(0) + " " + cells.get(1), cells.get(2));
      if (answers.size() != columns.size()) {
        throw new AssertionError(row + " has " + answers.size() + " answers");
      }
      if (rows.put(row, answers) != null) {
        throw new AssertionError(row + " stands there twice");
      }
    }
    return new AuthorisationTable(columns, rows);
  }
}
