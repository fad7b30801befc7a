package org.porchlight.journeys;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/// A resident without an account registers a camera, from the page shown to the mail, and from the
/// mail to the camera that is registered.
public final class RegistrationRun {

  /// How fast somebody is.
  ///
  /// @param keyMillis from one key to the next; 300 are 40 words a minute
  /// @param thinkMillis before each control
  public record Pace(int keyMillis, int thinkMillis) {

    /// As fast as the page allows.
    public static final Pace AT_ONCE = new Pace(0, 0);

    public static final Pace OF_A_PERSON = new Pace(300, 600);
  }

  private final RunningPorchlight porchlight;
  private final Page page;
  private final Pace pace;
  private final String email;
  private final String address;
  private double own;
  private double toTheMail;
  private double toTheCamera;
  private double ownToTheMail;

  /// Begins a run of its own.
  ///
  /// @param mark a small whole number, so that runs do not disturb each other
  public RegistrationRun(RunningPorchlight porchlight, Page page, int mark, Pace pace) {
    this.porchlight = porchlight;
    this.page = page;
    this.pace = pace;
    email = "nina.home" + mark + "@home.example";
    address = (200 + mark) + " Maple Avenue";
  }

  public String email() {
    return email;
  }

  public String address() {
    return address;
  }

  /// Opens the page and types the six things, until it says that a mail is on its way.
  public void untilTheMail() {
    page.navigate(porchlight.address("/register").toString());
    page.getByLabel("Street address").waitFor();
    var begin = System.nanoTime();
    type(page.getByLabel("Street address"), address);
    click(
        page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move the pin to " + address)));
    click(page.getByLabel("I own it"));
    click(page.getByLabel("Sidewalk"));
    // The days stand there already: they are looked at.
    think();
    click(page.getByLabel(Pattern.compile("During incidents nearby")));
    click(page.getByLabel("I have read this and agree."));
    type(page.getByLabel("E-mail address"), email);
    click(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Register camera")));
    page.getByText("Check your mail").waitFor();
    toTheMail = since(begin);
    ownToTheMail = own;
  }

  /// Reads the mail and presses the button behind its link.
  public void untilTheCameraIsRegistered() {
    var begin = System.nanoTime();
    click(page.getByText("This is a demo: read the letter here"));
    var letter =
        page.locator("article")
            .filter(new Locator.FilterOptions().setHasText(email))
            .locator("a[href*='/confirm/']")
            .first();
    click(letter);
    click(page.locator("button[type=submit]"));
    page.getByText("Your camera is registered.").waitFor();
    toTheCamera = toTheMail + since(begin);
  }

  /// Seconds from the page shown to "check your mail".
  public double secondsToTheMail() {
    return toTheMail;
  }

  /// Seconds from the page shown to the camera registered, with the mail in between.
  public double secondsToTheCamera() {
    return toTheCamera;
  }

  /// Of the seconds to the mail, those that keys and thinking take on the best of all pages.
  public double secondsOfThePersonToTheMail() {
    return ownToTheMail;
  }

  /// The same to the camera.
  public double secondsOfThePerson() {
    return own;
  }

  private void type(Locator field, String text) {
    click(field);
    page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(pace.keyMillis()));
    own += text.length() * pace.keyMillis() / 1000.0;
  }

  private void click(Locator control) {
    think();
    control.click();
  }

  private void think() {
    if (pace.thinkMillis() > 0) {
      page.waitForTimeout(pace.thinkMillis());
      own += pace.thinkMillis() / 1000.0;
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
