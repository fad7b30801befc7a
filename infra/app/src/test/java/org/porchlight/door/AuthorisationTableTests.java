package org.porchlight.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.porchlight.door.AuthorisationTable.Row;
import org.porchlight.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// Every endpoint and every view, with everybody. What is missing from the table fails the build,
/// and so does what is not there any more.
@WholeHouse
class AuthorisationTableTests {

  @LocalServerPort int port;
  @Autowired WebApplicationContext context;

  @Test
  void everythingThatAnswersIsInTheTable() throws Exception {
    var listed =
        AuthorisationTable.read().rows().keySet().stream()
            .map(Row::endpoint)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed).isEqualTo(Endpoints.of(context));
  }

  @Test
  void everyOperationOfTheOpenApiDocumentIsInTheTable() throws Exception {
    var document = new JsonMapper().readTree(new Browser(port).open("/v3/api-docs").body());
    var operations = new TreeSet<String>();
    for (var path : document.path("paths").properties()) {
      // A document cannot say that a parameter reaches over slashes.
      var address = path.getKey().replace("{path}", "{*path}");
      for (var operation : path.getValue().properties()) {
        operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + address);
      }
    }

    assertThat(operations)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one).containsPattern("^[A-Z]+ /(api|media|audit)/"));
    assertThat(
            AuthorisationTable.read().rows().keySet().stream()
                .map(Row::endpoint)
                .collect(Collectors.toSet()))
        .containsAll(operations);
  }

  @Test
  void everyRoleHasAColumn() throws Exception {
    var callers = new Callers(context, port);

    assertThat(AuthorisationTable.read().columns())
        .containsExactlyElementsOf(callers.columns().keySet());
    assertThat(callers.columns().values().stream().map(Callers.Caller::role))
        .containsAll(EnumSet.allOf(Role.class));
  }

  @Test
  void everyDoorOpensToThoseInTheTableOnly() throws Exception {
    var table = AuthorisationTable.read();
    var callers = new Callers(context, port);
    var knock = Doorstep.of(context, callers).knock(port);
    var wrong = new ArrayList<String>();
    for (var row : table.rows().entrySet()) {
      for (int i = 0; i < table.columns().size(); i++) {
        var caller = callers.columns().get(table.columns().get(i));
        var showsToken = row.getKey().with().equals("token") || caller.role() == Role.MACHINE;
        var answer =
            showsToken
                ? knock.at(row.getKey(), new Browser(port), caller.token())
                : knock.at(row.getKey(), caller.session(), null);
        if (!answer.equals(row.getValue().get(i))) {
          wrong.add(
              "%s with %s as %s: %s instead of %s"
                  .formatted(
                      row.getKey().endpoint(),
                      row.getKey().with(),
                      table.columns().get(i),
                      answer,
                      row.getValue().get(i)));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void theSessionOfThePortalIsWorthNothingAtTheApiNorTheTokenInThePortal() throws Exception {
    var table = AuthorisationTable.read();
    var callers = new Callers(context, port);
    var knock = Doorstep.of(context, callers).knock(port);
    var nobody = table.columns().indexOf(Callers.NOBODY);
    var wrong = new ArrayList<String>();
    for (var row : table.rows().entrySet()) {
      // Media are shown in the portal and on phones.
      if (row.getKey().path().startsWith("/media/")) {
        continue;
      }
      for (var column : List.of("officer", "operator", "supervisor", "admin")) {
        var caller = callers.columns().get(column);
        var answer =
            row.getKey().with().equals("token")
                ? knock.at(row.getKey(), caller.session(), null)
                : knock.at(row.getKey(), new Browser(port), caller.token());
        if (answer.equals("open") != row.getValue().get(nobody).equals("open")) {
          wrong.add(row.getKey() + " as " + column + ": " + answer);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }
}
