package org.porchlight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/// `infra/compose`, as far as it can be read without Docker.
public final class Compose {

  public static final Path FOLDER = Path.of("../compose");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+):\\?}");

  private Compose() {}

  /// The environment that the application gets.
  ///
  /// @param variables what `.env` says
  public static Map<String, String> environment(Map<String, String> variables) throws IOException {
    var environment = new LinkedHashMap<String, String>();
    var services = (Map<?, ?>) document().get("services");
    var porchlight = (Map<?, ?>) services.get("porchlight");
    ((Map<?, ?>) porchlight.get("environment"))
        .forEach((name, value) ->
            environment.put(
                name.toString(),
                VARIABLE
                    .matcher(value.toString())
                    .replaceAll(found -> variables.getOrDefault(found.group(1), ""))));
    return environment;
  }

  /// The variables that have to be in `.env`.
  static Set<String> variables() throws IOException {
    var variables = new TreeSet<String>();
    VARIABLE
        .matcher(Files.readString(FOLDER.resolve("compose.yaml")))
        .results()
        .forEach(found -> variables.add(found.group(1)));
    return variables;
  }

  /// What `example.env` says.
  public static Map<String, String> example() throws IOException {
    var variables = new LinkedHashMap<String, String>();
    for (var line : Files.readAllLines(FOLDER.resolve("example.env"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        variables.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    return variables;
  }

  static Map<?, ?> document() throws IOException {
    return new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml")));
  }
}
