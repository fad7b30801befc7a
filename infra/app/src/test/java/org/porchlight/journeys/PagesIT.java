package org.porchlight.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every page of every role, in both languages, light and dark, on a desk and on a phone: nobody
/// has to scroll sideways, no rule of WCAG 2.1 AA is broken, and no browser complains.
class PagesIT {

  private static final int NARROWEST = 320;

  /// Who stands for each role.
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "OWNER", "owner",
          "HOUSING_MANAGER", "housing",
          "OFFICER", "officer",
          "OPERATOR", "operator",
          "ANALYST", "analyst",
          "SUPERVISOR", "supervisor",
          "AUDITOR", "auditor",
          "ADMINISTRATOR", "admin");

  private static RunningPorchlight porchlight;
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    porchlight = RunningPorchlight.withDemoCity();
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    porchlight.closeAndForget();
  }

  private final Set<String> measured = new HashSet<>();

  @Test
  void everyPageThatNeedsNoLogIn() {
    try (var anyone = new Visitor(porchlight, chromium, "en")) {
      var paths =
          Stream.concat(
                  Routes.all().stream()
                      .filter(page -> page.audience() instanceof Routes.Audience.Anyone)
                      .map(page -> filled(page.path(), "unknown")),
                  Stream.of("/phone/"))
              .distinct()
              .toList();

      lookAt(anyone, "anyone", paths);

      assertThat(paths).contains("/login", "/password/unknown", "/demo", "/signup");
      assertThat(anyone.whatIsWrong()).isEmpty();
    }
  }

  @Test
  void everyPageOfEveryRole() {
    var wrong = new ArrayList<String>();
    ACCOUNTS.forEach((role, account) -> {
      try (var person = new Visitor(porchlight, chromium, "en")) {
        person.signIn(account);
        lookAt(person, role, pathsOf(role, person));
        wrong.addAll(person.whatIsWrong());
      }
    });

    assertThat(wrong).isEmpty();
  }

  @Test
  void cameraIsRegisteredWithoutAMouse() {
    try (var resident = new Visitor(porchlight, chromium, "en")) {
      var page = resident.page;
      var keys = new Keyboard(page);
      resident.open("/");
      keys.reach("Register a camera");
      keys.press("Enter");
      page.getByLabel("Street address").waitFor();
      resident.settle();
      keys.fill("Street address", "9 Keyboard Lane");
      keys.reach("Pin: where the camera is");
      keys.press("Shift+ArrowUp", "Shift+ArrowUp", "ArrowRight");
      keys.reach("I own it");
      keys.press("Space");
      keys.reach("Entrance");
      keys.press("Space");
      keys.reach("Registered only");
      keys.press("ArrowDown", "ArrowDown");
      page.getByText("I have read this and agree.").waitFor();
      keys.reach("I have read this and agree.");
      keys.press("Space");
      keys.fill("E-mail address", "kay@home.example");
      keys.reach("Register camera");
      keys.press("Enter");
      page.getByText("kay@home.example").first().waitFor();
      keys.reach("This is a demo");
      keys.press("Enter");
      page.getByText("Demo mailbox").waitFor();
      resident.settle();
      keys.reach(Pattern.compile("http.*/confirm/"));
      keys.press("Enter");
      page.getByText("Where: 9 Keyboard Lane").waitFor();
      keys.reach("Agree and register this camera");
      keys.press("Enter");
      page.getByText("Your camera is registered").waitFor();
      page.waitForFunction("() => document.activeElement?.id === 'password'");
      keys.type("no-mouse-in-this-house");
      keys.press("Enter");
      page.getByText("Your password is set").waitFor();
      keys.reach("Sign in");
      keys.press("Enter");
      page.waitForFunction("() => document.activeElement?.id === 'email'");
      keys.type("kay@home.example");
      keys.fill("Password", "no-mouse-in-this-house");
      keys.press("Enter");
      page.getByText("Camera 1").first().waitFor();

      resident.open("/cameras/new");
      keys.fill("Street address", "11 Keyboard Lane");
      keys.reach("Pin: where the camera is");
      keys.press("Shift+ArrowUp");
      keys.reach("Draw where it looks");
      keys.press("Enter");
      page.getByText("Do not draw where it looks").waitFor();
      keys.reach("I own it");
      keys.press("Space");
      keys.reach("Yard");
      keys.press("Space");
      keys.fill("Name (optional)", "Keyboard yard");
      keys.reach("Registered only");
      keys.press("ArrowDown");
      page.getByText("I have read this and agree.").waitFor();
      keys.reach("I have read this and agree.");
      keys.press("Space");
      keys.reach("Register camera");
      keys.press("Enter");
      page.getByText("Your camera is registered").waitFor();

      resident.open("/cameras");
      assertThat(page.getByText("During incidents nearby").count()).isPositive();
      keys.reach("Switch off: Camera 1");
      keys.press("Enter");
      page.getByText("Off: nobody can look").waitFor();
      assertThat(resident.whatIsWrong()).isEmpty();
    }
  }

  @Test
  void cameraIsOpenedAndSwitchedOffWithoutAMouse() {
    try (var operator = new Visitor(porchlight, chromium, "en");
        var owner = new Visitor(porchlight, chromium, "en")) {
      operator.signIn("operator");
      owner.signIn("owner");
      var console = new Keyboard(operator.page);
      operator.open("/console");
      console.reach(Pattern.compile(".*ROBBERY"));
      console.press("Enter");
      operator.page.getByText("Cameras near by").waitFor();
      console.reach("Choose a purpose");
      console.press("Enter");
      operator.page.locator("vaadin-select-item:visible").first().waitFor();
      console.type("Investigation: rob");
      console.press("Enter");
      console.reach("Open live: Front porch");
      console.press("Enter");
      operator.page.locator(".live-tile").waitFor();
      console.reach("Save clip");

      var switches = new Keyboard(owner.page);
      owner.open("/cameras");
      switches.reach("Turn everything off");
      switches.press("Enter");
      operator.page.getByText("The view has ended").first().waitFor();
      assertThat(operator.whatIsWrong()).isEmpty();
      assertThat(owner.whatIsWrong()).isEmpty();

      switches.reach("Turn back on");
      switches.press("Enter");
      owner.page.getByText("Turn everything off").first().waitFor();
    }
  }

  @Test
  void dialogsKeepTheRulesToo() {
    var wrong = new ArrayList<String>();
    var dialogs =
        Map.of(
            "operator", List.of("/console", "Open an incident"),
            "admin", List.of("/people", "Create an account"),
            "owner", List.of("/cameras", "Delete"));
    dialogs.forEach((account, way) -> {
      try (var person = new Visitor(porchlight, chromium, "en")) {
        person.signIn(account);
        person.open(way.getFirst());
        person
            .page
            .locator("vaadin-button:visible")
            .filter(new Locator.FilterOptions().setHasText(way.getLast()))
            .first()
            .click();
        person
            .page
            .locator("vaadin-dialog[opened], vaadin-confirm-dialog[opened]")
            .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        look(person, account, way.getLast(), Chromium.DESKTOP, ColorScheme.LIGHT);
        look(person, account, way.getLast(), Chromium.PHONE, ColorScheme.DARK);
        wrong.addAll(person.whatIsWrong());
      }
    });

    assertThat(wrong).isEmpty();
  }

  @Test
  void everyViewIsSomebodys() {
    assertThat(Routes.all())
        .filteredOn(page -> page.audience() instanceof Routes.Audience.Roles)
        .allSatisfy(page -> assertThat(ACCOUNTS.keySet()).anyMatch(page::isFor))
        .hasSizeGreaterThan(8);
  }

  private static List<String> pathsOf(String role, Visitor person) {
    var paths = new ArrayList<String>();
    for (var page : Routes.all()) {
      if (page.isFor(role)) {
        if (page.path().contains("?")) {
          paths.add("/" + page.path().substring(0, page.path().indexOf("/:")));
        }
        paths.add(filled(page.path(), idFor(page.path(), role, person)));
      }
    }
    // What somebody sees who may not open a page, or misspells its address.
    paths.add("/no-such-page");
    return paths;
  }

  private static String filled(String path, String value) {
    var filled = path.replaceAll(":[a-z]+\\??|\\{[a-z]+}", value);
    return filled.startsWith("/") ? filled : "/" + filled;
  }

  /// Something of the demo city that a page with a parameter can show.
  private static String idFor(String path, String role, Visitor person) {
    if (path.startsWith("health/")) {
      person.open("/health");
      return part(person, "a[href^='health/']", 1);
    }
    if (path.contains(":camera")) {
      person.open(role.equals("AUDITOR") ? "/ledgers" : "/cameras");
      return part(person, "a[href$='/ledger']", 1);
    }
    if (path.contains(":incident")) {
      person.open("/console");
      person.page.locator(".incident").first().click();
      person.page.locator("a[href^='clips/']").waitFor();
      return part(person, "a[href^='clips/']", 1);
    }
    return "";
  }

  private static String part(Visitor person, String link, int index) {
    return Path.of(person.page.locator(link).first().getAttribute("href"))
        .getName(index)
        .toString();
  }

  /// Each language meets both colour schemes and both widths; the other combinations differ only in
  /// what has been looked at then. What another role showed before is not measured again, only
  /// opened.
  private void lookAt(Visitor person, String who, List<String> paths) {
    for (var path : paths) {
      var known = !measured.add(path.replaceAll("[0-9a-f-]{36}", "…"));
      person.speak("en");
      open(person, who, path, "en");
      if (known) {
        continue;
      }
      look(person, who, path, Chromium.DESKTOP, ColorScheme.LIGHT);
      look(person, who, path, Chromium.PHONE, ColorScheme.DARK);
      person.speak("es");
      open(person, who, path, "es");
      look(person, who, path, Chromium.DESKTOP, ColorScheme.DARK);
      look(person, who, path, Chromium.PHONE, ColorScheme.LIGHT);
      person.look(NARROWEST, ColorScheme.LIGHT);
      person.noteWhatDoesNotFit(who + " " + path + " at " + NARROWEST);
      person.noteLinksThatLeadNowhere(who + " " + path);
    }
  }

  private static void open(Visitor person, String who, String path, String language) {
    person.open(path);
    // The phone app and the back stage of the demo have a choice of their own.
    if (!path.startsWith("/phone") && !path.equals("/demo")) {
      person.noteUnless(
          language.equals(person.page.evaluate("document.documentElement.lang")),
          who + " " + path + " does not speak " + language);
    }
  }

  private static void look(Visitor person, String who, String path, int width, ColorScheme scheme) {
    var where = who + " " + path + " " + width + " " + scheme;
    person.look(width, scheme);
    person.noteWhatDoesNotFit(where);
    person.noteBrokenRules(where);
  }
}
