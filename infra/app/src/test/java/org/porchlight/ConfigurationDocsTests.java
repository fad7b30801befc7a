package org.porchlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps `docs/reference/configuration.md` equal to what the code reads.
class ConfigurationDocsTests {

  static final String HEAD =
      """
      # Configuration

      Generated from the code by `ConfigurationDocsTests`; do not edit. Run `./test --write-docs`
      after a change. Every setting can be given in a file (`application.yaml` beside the jar), as a
      system property, or as an environment variable: `porchlight.store.endpoint` is
      `PORCHLIGHT_STORE_ENDPOINT`.

      What is not named starts embedded: without `spring.datasource.url` a PostgreSQL in the data
      folder, without `porchlight.store.endpoint` an S3 server.

      | setting | meaning | default |
      | --- | --- | --- |
      """;

  @Test
  void everySettingIsDescribed() throws IOException {
    var rows = new TreeMap<String, String>();
    var mapper = new JsonMapper();
    for (var file :
        Collections.list(
            getClass()
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (var in = file.openStream()) {
        for (var setting : mapper.readTree(in).path("properties")) {
          addRow(setting, rows);
        }
      }
    }
    var page = Path.of("../../docs/reference/configuration.md");
    var current = HEAD + String.join("", rows.values());
    if (Boolean.getBoolean("porchlight.docs.write")) {
      Files.writeString(page, current);
    }

    assertThat(rows).allSatisfy((name, row) -> assertThat(row).as(name).doesNotContain("|  |"));
    assertThat(page).content().isEqualTo(current);
  }

  private static void addRow(JsonNode setting, Map<String, String> rows) {
    var name = setting.path("name").asString();
    if (name.startsWith("porchlight.")) {
      rows.put(
          name,
          "| `%s` | %s | %s |\n"
              .formatted(
                  name,
                  setting.path("description").asString("").replace("|", "\\|"),
                  setting.has("defaultValue")
                      ? "`" + setting.path("defaultValue").asString() + "`"
                      : "-"));
    }
  }
}
