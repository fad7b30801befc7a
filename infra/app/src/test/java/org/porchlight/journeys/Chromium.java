package org.porchlight.journeys;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A real browser for the journeys: every person gets a context, and so a session, of their own.
public final class Chromium implements AutoCloseable {

  public static final int DESKTOP = 1440;
  public static final int PHONE = 390;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<String> BROKEN_RULES = new CopyOnWriteArrayList<>();

  private final Playwright playwright;
  private final Browser browser;

  public Chromium() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(
                        Path.of(System.getenv().getOrDefault("PORCHLIGHT_CHROMIUM", "chromium")))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--autoplay-policy=no-user-gesture-required")));
  }

  /// A browser window of this width for one person, in this language.
  public Page window(int width, String language) {
    var context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width == PHONE ? 844 : 900)
                .setLocale(language)
                .setTimezoneId("America/Chicago")
                .setPermissions(List.of("geolocation")));
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  public BrowserContext context(Browser.NewContextOptions options) {
    return browser.newContext(options);
  }

  /// Presses a button that leads to another page, and waits for that page. Looking for what it
  /// shows is not enough: until the answer comes, the old page still stands.
  public static void submit(Page page, String button) {
    page.evaluate("() => { window.leaving = true; }");
    page.locator(button).first().click();
    page.waitForFunction("() => !window.leaving && document.readyState === 'complete'");
  }

  /// Types second-factor codes for as long as the page asks for one.
  ///
  /// A code is good only once, and five wrong ones lock the account: so each is typed only once,
  /// and a second log-in within half a minute waits for the next one.
  ///
  /// @param code the one that is good now
  public static void typeCodes(Page page, Supplier<String> code) {
    var deadline = System.nanoTime() + Duration.ofSeconds(70).toNanos();
    var typed = "";
    while (page.locator("#code").count() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("No code is taken");
      }
      var now = code.get();
      if (now.equals(typed)) {
        page.waitForTimeout(500);
      } else {
        typed = now;
        page.locator("#code").fill(now);
        submit(page, "button[type=submit]");
      }
    }
  }

  /// Keeps what the page looks like.
  public static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /// Keeps what the page looks like, and which accessibility rules of WCAG 2.1 AA it breaks.
  public static void look(Page page, String name) {
    keep(page, name);
    var violations =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"))
            .analyze()
            .getViolations();

    for (var rule : violations) {
      BROKEN_RULES.add(
          name
              + ": "
              + rule.getId()
              + ": "
              + rule.getHelp()
              + rule.getNodes().stream()
                  .map(node -> "\n    " + node.getHtml())
                  .limit(4)
                  .collect(Collectors.joining()));
    }
  }

  /// What every page looked at so far broke.
  public static List<String> brokenRules() {
    return List.copyOf(BROKEN_RULES);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
