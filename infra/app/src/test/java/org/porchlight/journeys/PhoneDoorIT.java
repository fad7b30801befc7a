package org.porchlight.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The first moments of the phone page in a tab that was signed in before: its files in a real
/// browser, and a server that answers when the test says so.
class PhoneDoorIT {

  private static final String ORIGIN = "http://localhost:9";

  private static Chromium chromium;
  private final Queue<Route> asked = new ArrayDeque<>();
  private Page phone;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void open() {
    phone = chromium.window(Chromium.PHONE, "en-US");
    phone.addInitScript("sessionStorage.setItem('phone.refresh', 'kept');");
    phone.route("**/*", route -> answer(route, route.request().url().substring(ORIGIN.length())));
    phone.route("**/oauth2/token", asked::add);
    phone.navigate(ORIGIN + "/phone/");
    phone.waitForCondition(() -> !asked.isEmpty());
  }

  @Test
  void nobodyIsShownADoorBeforeItIsKnownThatTheSessionIsOver() {
    assertThat(phone.getByText("Working…").isVisible()).isTrue();
    assertThat(button("Sign in").count()).isZero();

    asked.remove().fulfill(json("{\"access_token\":\"one\",\"refresh_token\":\"next\"}"));
    phone.getByRole(AriaRole.SWITCH).waitFor();
  }

  @Test
  void whoseSessionIsOverIsShownTheDoor() {
    asked.remove().fulfill(json("{\"error\":\"invalid_grant\"}").setStatus(400));

    button("Sign in").waitFor();
    assertThat(phone.getByText("Your session has ended").isVisible()).isTrue();
  }

  @Test
  void aServerThatDoesNotAnswerEndsNoSession() {
    asked.remove().abort();

    button("Try again").waitFor();
    assertThat(phone.getByRole(AriaRole.ALERT).innerText()).contains("That did not work");
    assertThat(button("Sign in").count()).isZero();

    button("Try again").click();
    phone.waitForCondition(() -> !asked.isEmpty());
    asked.remove().fulfill(json("{\"access_token\":\"one\",\"refresh_token\":\"next\"}"));
    phone.getByRole(AriaRole.SWITCH).waitFor();
  }

  private Locator button(String name) {
    return phone.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static void answer(Route route, String path) {
    switch (path) {
      case "/api/v1/me" ->
          route.fulfill(
              json(
                  """
                  {"id": "0199c0de-0000-7000-8000-000000000001", "name": "Officer Reyes",
                   "roles": ["OFFICER"], "language": "en", "duty": {"onDuty": false}}
                  """));
      case "/api/v1/alerts?limit=20" -> route.fulfill(json("{\"items\": [], \"position\": 0}"));
      default -> file(route, path.equals("/phone/") ? "/phone/index.html" : path);
    }
  }

  private static void file(Route route, String path) {
    try (var file = PhoneDoorIT.class.getResourceAsStream("/static" + path)) {
      if (file == null) {
        route.fulfill(new Route.FulfillOptions().setStatus(404));
        return;
      }
      var type =
          switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript";
            case "css" -> "text/css";
            case "svg" -> "image/svg+xml";
            default -> "text/html";
          };
      route.fulfill(
          new Route.FulfillOptions().setContentType(type).setBodyBytes(file.readAllBytes()));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Route.FulfillOptions json(String body) {
    return new Route.FulfillOptions().setContentType("application/json").setBody(body);
  }
}
