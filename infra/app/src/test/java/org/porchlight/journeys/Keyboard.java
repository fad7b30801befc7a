package org.porchlight.journeys;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.regex.Pattern;

/// Somebody who has no mouse: walks with the Tab key to what bears a name, as a screen reader would
/// say it, and presses keys there.
final class Keyboard {

  private static final int FARTHEST = 150;

  /// The element with the focus, however deep in components it is.
  private static final String FOCUSED =
      """
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      """;

  private static final String NAME =
      "() => {"
          + FOCUSED
          + """
            const root = focused?.getRootNode();
            const texts = (focused?.getAttribute('aria-labelledby') ?? '').split(' ')
              .map((id) => id && root.getElementById(id)?.textContent).filter(Boolean);
            return (focused?.getAttribute('aria-label') || texts.join(' ')
              || [...(focused?.labels ?? [])].map((label) => label.textContent).join(' ')
              || focused?.getAttribute('title') || focused?.textContent || '').trim()
              .replace(/\\s+/g, ' ');
          }
          """;

  /// What has the focus is in the window, and nothing lies over its middle.
  private static final String IN_SIGHT =
      "() => {"
          + FOCUSED
          + """
            const box = focused.getBoundingClientRect();
            return box.width > 0 && box.bottom > 0 && box.top < innerHeight
              && box.right > 0 && box.left < innerWidth;
          }
          """;

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  /// Walks forward until the focus is on what has this name.
  void reach(String name) {
    reach(Pattern.compile(Pattern.quote(name)));
  }

  void reach(Pattern name) {
    var passed = new ArrayList<String>();
    for (int i = 0; i < FARTHEST; i++) {
      page.keyboard().press("Tab");
      var here = focused();
      if (name.matcher(here).lookingAt()) {
        if (!(Boolean) page.evaluate(IN_SIGHT)) {
          throw new AssertionError("The focus is out of sight on " + here);
        }
        return;
      }
      passed.add(here);
    }
    throw new AssertionError("The Tab key never reaches " + name + ", but " + passed);
  }

  /// Name of what has the focus.
  String focused() {
    return (String) page.evaluate(NAME);
  }

  void press(String... keys) {
    for (var key : keys) {
      page.keyboard().press(key);
    }
  }

  void type(String text) {
    page.keyboard().type(text);
  }

  void fill(String name, String text) {
    reach(name);
    type(text);
  }
}
