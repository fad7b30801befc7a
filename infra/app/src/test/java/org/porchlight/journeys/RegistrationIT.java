package org.porchlight.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.porchlight.journeys.RegistrationRun.Pace;

/// The front door in a real browser: a camera before there is an account, the pages behind its
/// mail, and what is kept of what was typed.
class RegistrationIT {

  private static final String PASSWORD = "a-porch-light-in-november";

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

  @Test
  void aResidentRegistersWithoutAnAccountAndHasOneAfterwards() {
    try (var resident = new Visitor(porchlight, chromium, "en")) {
      var page = resident.page;
      var run = new RegistrationRun(porchlight, page, 1, Pace.AT_ONCE);
      run.untilTheMail();
      lookEverywhere(resident, "check your mail");
      page.getByText("This is a demo").click();
      var link =
          page.locator("article")
              .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(run.email()))
              .locator("a[href*='/confirm/']")
              .first();
      link.waitFor();
      resident.open(java.net.URI.create(link.getAttribute("href")).getPath());
      page.getByText("Where: " + run.address()).waitFor();
      page.getByText("What you agree to").click();
      lookEverywhere(resident, "the page behind the link");
      Chromium.submit(page, "button[type=submit]");
      page.getByText("Your camera is registered.").waitFor();
      lookEverywhere(resident, "the password");

      page.locator("#password").fill("short");
      page.evaluate("() => document.querySelector('#password').removeAttribute('minlength')");
      Chromium.submit(page, "button[type=submit]");
      page.getByText("at least 15 characters").first().waitFor();
      page.locator("#password").fill(PASSWORD);
      Chromium.submit(page, "button[type=submit]");
      page.getByText("Your password is set").waitFor();

      resident.signIn(run.email(), PASSWORD);
      resident.open("/cameras");
      page.getByText("Camera 1").first().waitFor();
      assertThat(page.getByText("During incidents nearby").count()).isPositive();
      assertThat(resident.whatIsWrong()).isEmpty();
    }
  }

  @Test
  void anAddressThatHasAnAccountHearsTheSameAndFindsTheCameraInItsOwnForm() {
    try (var owner = new Visitor(porchlight, chromium, "en")) {
      var page = owner.page;
      owner.open("/register");
      fill(page, "owner@demo.example");
      page.getByText("Check your mail").waitFor();
      page.getByText("This is a demo").click();
      var link = page.locator("a[href*='/cameras/new?draft=']").first();
      link.waitFor();
      var path = java.net.URI.create(link.getAttribute("href"));
      owner.signIn("owner");
      owner.open(path.getPath() + "?" + path.getQuery());

      page.getByText("This is what you typed before").waitFor();
      assertThat(page.getByLabel("Street address").inputValue()).isEqualTo("7 Elm Avenue");
      assertThat(page.getByLabel("I own it").isChecked()).isTrue();
      assertThat(page.getByLabel("I have read this and agree.").isChecked()).isFalse();
      lookEverywhere(owner, "the form that was filled before");
      assertThat(owner.whatIsWrong()).isEmpty();
    }
  }

  @Test
  void whatAnOwnerTypedOutlivesTheSession() {
    try (var owner = new Visitor(porchlight, chromium, "en")) {
      var page = owner.page;
      owner.signIn("shop");
      owner.open("/cameras/new");
      page.getByLabel("Street address").fill("31 Finch Avenue");
      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName("Move the pin to 31 Finch Avenue"))
          .waitFor();
      page.getByLabel("Alley").check();
      owner.settle();
      page.context().clearCookies();

      owner.signIn("shop");
      owner.open("/cameras/new");

      page.getByText("This is what you typed before").waitFor();
      assertThat(page.getByLabel("Street address").inputValue()).isEqualTo("31 Finch Avenue");
      assertThat(page.getByLabel("Alley").isChecked()).isTrue();
      page.getByText("Start over").click();
      page.waitForFunction(
          "() => !document.body.innerText.includes('This is what you typed before')");
      owner.settle();
      assertThat(page.getByLabel("Street address").inputValue()).isEmpty();
    }
  }

  @Test
  void theDeviceSaysWhereThePinGoes() {
    try (var resident = new Visitor(porchlight, chromium, "en")) {
      var page = resident.page;
      page.context().setGeolocation(new Geolocation(33.5177, -86.8044));
      resident.open("/register");
      page.getByText("Use my location").click();
      page.getByText("Place the pin by numbers").click();

      page.waitForFunction(
          "() => [...document.querySelectorAll('vaadin-number-field')]"
              + ".some((field) => field.value === '33.5177')");
      assertThat(page.getByLabel("Longitude").inputValue()).isEqualTo("-86.8044");
      assertThat(resident.whatIsWrong()).isEmpty();
    }
  }

  @Test
  void everyWidthAndLettersTwiceAsLargeFit() {
    try (var resident = new Visitor(porchlight, chromium, "es")) {
      resident.open("/register");
      resident.page.getByLabel(Pattern.compile("Durante incidentes")).check();
      for (int width : new int[] {320, 390, 768, 1440}) {
        resident.look(width, width % 4 == 0 ? ColorScheme.LIGHT : ColorScheme.DARK);
        resident.noteWhatDoesNotFit("/register at " + width);
        resident.noteBrokenRules("/register at " + width);
      }
      resident.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }");
      for (int width : new int[] {390, 768, 1440}) {
        resident.look(width, ColorScheme.LIGHT);
        resident.noteWhatDoesNotFit("/register twice as large at " + width);
      }
      assertThat(resident.whatIsWrong()).isEmpty();
    }
  }

  private static void fill(Page page, String email) {
    page.getByLabel("Street address").fill("7 Elm Avenue");
    page.getByText("Place the pin by numbers").click();
    page.getByLabel("Latitude").fill("33.5231");
    page.getByLabel("Longitude").fill("-86.8166");
    page.getByLabel("I own it").check();
    page.getByLabel("Yard").check();
    page.getByLabel(Pattern.compile("^On request")).check();
    page.getByLabel("I have read this and agree.").check();
    page.getByLabel("E-mail address").fill(email);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Register camera")).click();
  }

  private static void lookEverywhere(Visitor visitor, String what) {
    visitor.look(Chromium.PHONE, ColorScheme.DARK);
    visitor.noteWhatDoesNotFit(what + " on a phone");
    visitor.noteBrokenRules(what + " on a phone");
    visitor.look(Chromium.DESKTOP, ColorScheme.LIGHT);
    visitor.noteWhatDoesNotFit(what);
    visitor.noteBrokenRules(what);
  }
}
