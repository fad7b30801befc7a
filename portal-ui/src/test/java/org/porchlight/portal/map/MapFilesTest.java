package org.porchlight.portal.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MapFilesTest {

  @Test
  void everyFileTheMapLoadsIsShipped() throws IOException {
    var imports = Pattern.compile("'((?:\\.\\./|\\./)[^']+)'");
    for (var script : new String[] {"camera-map.js", "basemap.js"}) {
      var found = imports.matcher(read("map/" + script));
      while (found.find()) {
        var path = found.group(1).replaceFirst("^\\./", "map/").replaceFirst("^\\.\\./", "");

        assertThat(getClass().getResource("/META-INF/resources/" + path))
            .as("%s, wanted by %s", path, script)
            .isNotNull();
      }
    }
  }

  @Test
  void mapContactsNoOutsideHost() throws IOException {
    for (var file :
        new String[] {"camera-map.js", "basemap.js", "camera-map.css", "basemap.geojson"}) {
      var outside = read("map/" + file).replace("http://www.w3.org/2000/svg", "");

      assertThat(outside).as(file).doesNotContain("http://").doesNotContain("https://");
    }
  }

  @Test
  void streetGridIsSmallEnoughToShip() throws IOException {
    var text = read("map/basemap.geojson");
    var streets = JsonMapper.shared().readTree(text);

    assertThat(text.length()).isLessThan(300_000);
    assertThat(streets.get("bbox")).hasSize(4);
    assertThat(streets.get("features")).hasSizeGreaterThan(300);
  }

  private String read(String path) throws IOException {
    try (var in = getClass().getResourceAsStream("/META-INF/resources/" + path)) {
      assertThat(in).as(path).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
