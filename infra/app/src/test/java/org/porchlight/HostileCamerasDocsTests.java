package org.porchlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table of hostile cameras promises nothing that no test shows.
class HostileCamerasDocsTests {

  static final Path PAGE = Path.of("../../docs/reference/hostile-cameras.md");

  /// A test, and a trick that it plays.
  static final Pattern NAMED = Pattern.compile("`(\\w+Tests?)\\.(\\w+)`(?: \"([^\"]+)\")?");

  @Test
  void everyRowSaysForEachWayWhetherItIsShownAndNamesATestThatExists() throws IOException {
    var tests = tests();
    var wrong = new ArrayList<String>();
    var rows = rows();
    for (var row : rows) {
      var cells = row.split("(?<!\\\\)\\|", -1);
      if (cells.length != 11 || !List.of(cells).subList(2, 8).stream().allMatch(this::isAnswer)) {
        wrong.add("not seven ways and a test: " + row);
      }
      var named = NAMED.matcher(cells[cells.length - 2]);
      var count = 0;
      while (named.find()) {
        count++;
        var source = tests.getOrDefault(named.group(1), "");
        var trick = named.group(3);
        if (!source.contains("void " + named.group(2) + "(")) {
          wrong.add("no test " + named.group(1) + "." + named.group(2));
        }
        if (trick != null && !source.contains('"' + trick.replace("\\|", "|"))) {
          wrong.add("no trick \"" + trick + "\" in " + named.group(1));
        }
      }
      if (count == 0) {
        wrong.add("no test: " + row);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(rows).hasSizeGreaterThan(40);
  }

  private boolean isAnswer(String cell) {
    return cell.strip().equals("yes") || cell.strip().equals("–");
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| "))
        .filter(line -> !line.startsWith("| ---") && !line.startsWith("| the camera |"))
        .toList();
  }

  private static Map<String, String> tests() throws IOException {
    var sources = new HashMap<String, String>();
    for (var module : List.of("backend", "mobile-api", "portal-ui", "infra/camera-sim")) {
      try (var walk = Files.walk(Path.of("../..").resolve(module).resolve("src/test/java"))) {
        for (var file : walk.filter(one -> one.toString().endsWith(".java")).toList()) {
          var name = file.getFileName().toString();
          sources.put(name.substring(0, name.length() - 5), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
