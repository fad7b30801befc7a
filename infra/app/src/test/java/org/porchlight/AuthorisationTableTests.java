package org.porchlight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every endpoint and every view with every role. What is missing from the table fails the build.
///
/// The cells of `authorisation.csv` are `open` (the door is passed; what the use case then says is
/// tested elsewhere), `401` and `403`.
@SpringBootTest(properties = "porchlight.data=target/authorisation-data")
class AuthorisationTableTests {

  private static final Path TABLE = Path.of("src/test/resources/authorisation.csv");
  private static final List<String> COLUMNS = columns();

  @Autowired WebApplicationContext context;

  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  @Test
  void everyEndpointLetsInExactlyWhomTheTableSays() throws Exception {
    var mvc = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
    var expected = table();
    var wrong = new ArrayList<String>();
    for (var row : expected.entrySet()) {
      for (int i = 0; i < COLUMNS.size(); i++) {
        var actual = knock(mvc, row.getKey(), COLUMNS.get(i));
        if (!actual.equals(row.getValue().get(i))) {
          wrong.add(
              "%s as %s: %s instead of %s"
                  .formatted(row.getKey(), COLUMNS.get(i), actual, row.getValue().get(i)));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void everyEndpointIsInTheTable() throws Exception {
    assertThat(table().keySet()).containsAll(endpoints());
  }

  private Set<String> endpoints() {
    var endpoints = new TreeSet<String>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach((mapping, method) -> {
          if (!method.getBeanType().getName().startsWith("org.porchlight.")
              || method.getBeanType().getName().startsWith("org.porchlight.demo.")) {
            return;
          }
          var methods = mapping.getMethodsCondition().getMethods();
          for (var path : mapping.getPatternValues()) {
            for (var verb : methods.isEmpty() ? Set.of("GET") : names(methods)) {
              endpoints.add(verb + " " + path);
            }
          }
        });
    return endpoints;
  }

  private static Set<String> names(Set<?> methods) {
    return methods.stream().map(Object::toString).collect(Collectors.toSet());
  }

  private static String knock(MockMvc mvc, String endpoint, String role) throws Exception {
    var verb = endpoint.substring(0, endpoint.indexOf(' '));
    var path =
        endpoint
            .substring(endpoint.indexOf(' ') + 1)
            .replaceAll("\\{\\*?[a-zA-Z]*[iI]d}", "00000000-0000-4000-8000-000000000001")
            .replaceAll("\\{[^}]*}", "0");
    var call = request(HttpMethod.valueOf(verb), path).contentType(MediaType.APPLICATION_JSON);
    if (!path.startsWith("/api/")) {
      call.with(csrf());
    }
    var actor = actor(role);
    if (actor != null) {
      call.with(
          authentication(
              UsernamePasswordAuthenticationToken.authenticated(
                  actor,
                  null,
                  actor.roles().stream()
                      .map(one -> new SimpleGrantedAuthority("ROLE_" + one.name()))
                      .toList())));
    }
    var answer = mvc.perform(call).andReturn().getResponse();
    if (answer.getStatus() == 302 && String.valueOf(answer.getRedirectedUrl()).contains("/login")) {
      return "401";
    }
    return switch (answer.getStatus()) {
      case 401 -> "401";
      case 403 -> "403";
      default -> "open";
    };
  }

  private static @Nullable Actor actor(String role) {
    return role.equals("nobody")
        ? null
        : new Actor(
            PersonId.random(),
            OrganisationId.random(),
            Set.of(Role.valueOf(role)),
            "test",
            Instant.EPOCH,
            "127.0.0.1");
  }

  private static List<String> columns() {
    var columns = new ArrayList<String>();
    columns.add("nobody");
    for (var role : Role.values()) {
      columns.add(role.name());
    }
    return columns;
  }

  private static Map<String, List<String>> table() throws IOException {
    var rows = new LinkedHashMap<String, List<String>>();
    var lines = Files.readAllLines(TABLE);
    assertThat(lines.getFirst()).isEqualTo("endpoint," + String.join(",", COLUMNS));
    for (var line : lines.subList(1, lines.size())) {
      var cells = List.of(line.split(","));
      rows.put(cells.getFirst(), cells.subList(1, cells.size()));
    }
    return rows;
  }
}
