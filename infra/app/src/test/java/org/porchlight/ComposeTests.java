package org.porchlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Docker is not needed to see that the names in `infra/compose` are the program's.
class ComposeTests {

  @Test
  void everyVariableThatTheApplicationGetsIsASetting() throws IOException {
    var given = Compose.environment(Map.of()).keySet();

    assertThat(given).isNotEmpty();
    assertThat(known()).containsAll(given);
  }

  @Test
  void everySettingOfOursIsInTheReference() throws IOException {
    var reference = Files.readString(Path.of("../../docs/reference/configuration.md"));
    var described = new HashSet<String>();
    Pattern.compile("`(porchlight\\.[a-z.-]+)`")
        .matcher(reference)
        .results()
        .forEach(setting -> described.add(variable(setting.group(1))));
    described.addAll(placeholders());

    assertThat(Compose.environment(Map.of()).keySet())
        .filteredOn(name -> name.startsWith("PORCHLIGHT_"))
        .allSatisfy(name -> assertThat(described).contains(name));
  }

  @Test
  void theExampleNamesEveryVariableAndNoOther() throws IOException {
    assertThat(Compose.example().keySet()).isEqualTo(Compose.variables());
  }

  @Test
  void everyFileThatIsMountedIsThere() throws IOException {
    var services = (Map<?, ?>) Compose.document().get("services");
    for (var service : services.values()) {
      var volumes = ((Map<?, ?>) service).get("volumes");
      for (var volume : volumes instanceof Collection<?> all ? all : Set.of()) {
        var file = volume.toString().replaceAll(":.*", "");
        // What is built is there after the build only.
        if (file.startsWith(".") && !file.contains("/target/")) {
          assertThat(Compose.FOLDER.resolve(file)).exists();
        }
      }
    }
  }

  @Test
  void theProviderSendsPeopleBackToThePortal() throws IOException {
    var realm = new JsonMapper().readTree(Files.readString(Compose.FOLDER.resolve("realm.json")));
    var client = realm.path("clients").path(0);
    var environment = Compose.environment(Compose.example());

    assertThat(environment.get("PORCHLIGHT_OPENID_ISSUER"))
        .endsWith("/realms/" + realm.path("realm").asString());
    assertThat(client.path("clientId").asString())
        .isEqualTo(environment.get("PORCHLIGHT_OPENID_CLIENT_ID"));
    assertThat(client.path("redirectUris").path(0).asString())
        .isEqualTo(environment.get("PORCHLIGHT_ADDRESS") + "/login/openid");
  }

  /// The settings of our own code and of every library, as environment variables.
  private static Set<String> known() throws IOException {
    var names = new HashSet<>(placeholders());
    for (var file :
        Collections.list(
            ComposeTests.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (var in = file.openStream()) {
        for (var setting : new JsonMapper().readTree(in).path("properties")) {
          names.add(variable(setting.path("name").asString()));
        }
      }
    }
    return names;
  }

  /// Variables that `application.yaml` asks for by their own name.
  private static Set<String> placeholders() throws IOException {
    var names = new HashSet<String>();
    Pattern.compile("\\$\\{([A-Z_]+):")
        .matcher(Files.readString(Path.of("src/main/resources/application.yaml")))
        .results()
        .forEach(found -> names.add(found.group(1)));
    return names;
  }

  /// The second of the two ways in which Spring reads environment variables, and the one that
  /// people can read too.
  private static String variable(String setting) {
    return setting.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
