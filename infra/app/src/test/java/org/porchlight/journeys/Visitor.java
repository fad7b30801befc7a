package org.porchlight.journeys;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One person before one browser window, who notes everything that is wrong with a page.
final class Visitor implements AutoCloseable {

  static final String PASSWORD = "lantern-harbor-2026";

  private static final int PHONE_HEIGHT = 844;
  private static final int DESKTOP_HEIGHT = 900;

  /// The page stands: the server has answered everything, and the maps are drawn.
  private static final String STANDS =
      """
      () => {
        const clients = Object.values(window.Vaadin?.Flow?.clients ?? {});
        return document.readyState === 'complete'
          && (!window.Vaadin?.Flow || clients.some((client) => client.isActive))
          && clients.every((client) => !client.isActive || !client.isActive())
          && !!document.querySelector('h1, h2')
          && [...document.querySelectorAll('camera-map')].every(
            (map) => map.shadowRoot?.querySelector('.leaflet-marker-pane'));
      }
      """;

  /// The window has its new size and colours: nothing moves any more.
  private static final String RESTS =
      """
      async () => {
        const frame = () => new Promise((next) => requestAnimationFrame(next));
        let before = '';
        for (let calm = 0, tries = 0; calm < 3 && tries < 60; tries++) {
          await frame();
          const now = [...document.querySelectorAll('body, body *')].map((element) => {
            const box = element.getBoundingClientRect();
            return box.right + box.bottom;
          }).join() + getComputedStyle(document.body).color;
          calm = now === before && document.getAnimations().every(
            (animation) => animation.playState !== 'running') ? calm + 1 : 0;
          before = now;
        }
      }
      """;

  private static final String BROKEN_RULES =
      """
      async () => {
        const found = await axe.run(document,
          {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']});
        return found.violations.map((rule) => rule.id + ': ' + rule.help + rule.nodes.slice(0, 4)
          .map((node) => '\\n    ' + node.html.slice(0, 300)
            + ' ' + (node.any[0]?.message ?? '')).join(''));
      }
      """;

  /// What reaches beyond the right edge of the window, so that one would have to scroll sideways.
  private static final String TOO_WIDE =
      """
      () => {
        const width = document.documentElement.clientWidth;
        const cut = (element) => {
          for (let above = element.parentElement; above; above = above.parentElement) {
            if (/hidden|clip/.test(getComputedStyle(above).overflowX)
                && above.getBoundingClientRect().right <= width + 1) return true;
          }
          return false;
        };
        const wide = [...document.querySelectorAll('body *')].filter((element) => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && box.right > width + 1 && box.left < width
            && !element.closest('camera-map, [slot=drawer], [aria-hidden=true]') && !cut(element);
        });
        const page = document.documentElement.scrollWidth > width + 1 ? ['the page itself'] : [];
        return page.concat(wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 200)));
      }
      """;

  /// Keys of texts that were shown instead of the texts.
  private static final String UNTRANSLATED =
      """
      () => (document.body.innerText + [...document.querySelectorAll('[aria-label], [title]')]
          .map((element) => element.getAttribute('aria-label') + ' ' + element.title).join(' '))
        .match(/!\\{[^}]*\\}!|\\{[0-9a-z]+\\}/g) ?? []
      """;

  private static final String LINKS_TO_VIEWS =
      """
      () => window.Vaadin?.Flow ? [...document.querySelectorAll('a[href]:not([router-ignore])')]
        .filter((link) => link.origin === location.origin && !link.target
          && !link.getAttribute('href').startsWith('#'))
        .map((link) => link.pathname) : []
      """;

  final Page page;
  private final RunningPorchlight porchlight;
  private final BrowserContext context;
  private final List<String> wrong = new ArrayList<>();

  Visitor(RunningPorchlight porchlight, Chromium chromium, String language) {
    this.porchlight = porchlight;
    context =
        chromium.context(
            new Browser.NewContextOptions()
                .setViewportSize(Chromium.DESKTOP, DESKTOP_HEIGHT)
                .setLocale("en-US")
                .setTimezoneId("America/Chicago")
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setPermissions(List.of("geolocation")));
    context.setDefaultTimeout(20_000);
    speak(language);
    page = context.newPage();
    page.onPageError(error -> wrong.add(page.url() + ": script failed: " + error));
    page.onConsoleMessage(message -> {
      // That a page says "gone" or "not found" is an answer, not a mistake of the page.
      var own = message.location().startsWith(page.url());
      if ("error".equals(message.type()) && !(own && message.text().contains("status of 4"))) {
        wrong.add(page.url() + ": console: " + message.text());
      }
    });
  }

  /// From the next page on.
  void speak(String language) {
    context.addCookies(
        List.of(
            new Cookie("porchlight-language", language)
                .setUrl(porchlight.address("/").toString())));
  }

  void open(String path) {
    page.navigate(porchlight.address(path).toString());
    settle();
  }

  void settle() {
    page.waitForFunction(STANDS);
  }

  void look(int width, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.setViewportSize(width, width == Chromium.DESKTOP ? DESKTOP_HEIGHT : PHONE_HEIGHT);
    page.evaluate(RESTS);
  }

  /// Signs in with the second factor of the demo, where the account has one.
  void signIn(String account) {
    signIn(account + "@demo.example", PASSWORD);
  }

  void signIn(String email, String password) {
    page.navigate(porchlight.address("/login").toString());
    page.locator("#email").fill(email);
    page.locator("#password").fill(password);
    Chromium.submit(page, "button[type=submit]");
    Chromium.typeCodes(page, () -> code(email));
    settle();
  }

  /// Notes which rules of WCAG 2.1 AA the page breaks as it stands now.
  void noteBrokenRules(String where) {
    page.evaluate(AxeBuilder.getAxeScript());
    note(where, page.evaluate(BROKEN_RULES));
  }

  /// Notes what does not fit into the window, and texts without words.
  void noteWhatDoesNotFit(String where) {
    note(where + " is too wide", page.evaluate(TOO_WIDE));
    note(where + " has no words for", page.evaluate(UNTRANSLATED));
  }

  /// A view asks the portal for what a link names, unless the link says that it leads elsewhere. So
  /// every other link has to name a view.
  void noteLinksThatLeadNowhere(String where) {
    for (var address : (List<?>) page.evaluate(LINKS_TO_VIEWS)) {
      if (!Routes.isView((String) address)) {
        wrong.add(where + " has a link to " + address + ", which is no view");
      }
    }
  }

  void noteUnless(boolean right, String what) {
    if (!right) {
      wrong.add(what);
    }
  }

  private void note(String where, Object found) {
    ((List<?>) found).forEach(each -> wrong.add(where + ": " + each));
  }

  List<String> whatIsWrong() {
    return wrong;
  }

  private String code(String email) {
    var found =
        Pattern.compile("data-account=\"" + Pattern.quote(email) + "\">([0-9]{6})<")
            .matcher(porchlight.get("/demo").body());
    if (!found.find()) {
      throw new IllegalStateException("The demo shows no code for " + email);
    }
    return found.group(1);
  }

  @Override
  public void close() {
    context.close();
  }
}
