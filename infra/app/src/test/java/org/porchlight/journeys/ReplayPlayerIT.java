package org.porchlight.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The player of recordings in a real browser. Its videos are stood in for by ones that only count
/// the time, so that a test can say when what is on the screen.
class ReplayPlayerIT {

  private static final String VIDEOS =
      """
      () => {
        const video = HTMLMediaElement.prototype;
        const now = (one) => (one.begun ? one.time + (performance.now() - one.begun) / 1000 : one.time ?? 0);
        const soon = (one, event) => setTimeout(() => one.dispatchEvent(new Event(event)), 5);
        Object.defineProperties(video, {
          src: { set(address) { this.time = 0; this.filled = true; soon(this, 'loadeddata'); }, get() { return ''; } },
          readyState: { get() { return this.filled ? 4 : 0; } },
          duration: { get() { return 10; } },
          seeking: { get() { return false; } },
          currentTime: { get() { return now(this); },
                         set(to) { this.time = to; if (this.begun) this.begun = performance.now(); soon(this, 'seeked'); } },
          play: { value() { this.begun = performance.now(); return Promise.resolve(); } },
          pause: { value() { this.time = now(this); this.begun = 0; } },
        });
      }
      """;

  /// What is on the screen: the time of the picture, or what is said instead of one.
  private static final String SEEN =
      """
      () => {
        const root = document.querySelector('replay-player').shadowRoot;
        const shown = [...root.querySelectorAll('video')].some((one) => !one.hidden);
        return [shown ? 'picture' : 'none', root.querySelector('.notice').textContent,
                String(document.querySelector('replay-player').at)];
      }
      """;

  private static Chromium chromium;
  private Page page;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void open() throws IOException {
    page = chromium.window(Chromium.DESKTOP, "en-US");
    page.route(
        "**/*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody("<replay-player label='Porch'></replay-player>")));
    page.navigate("http://player.test/");
    page.evaluate(VIDEOS);
    try (var script =
        Objects.requireNonNull(
            getClass().getResourceAsStream("/META-INF/resources/replay/replay-player.js"))) {
      var text = new String(script.readAllBytes(), UTF_8);
      page.addScriptTag(new Page.AddScriptTagOptions().setContent(text));
    }
    page.evaluate(
        "() => { document.querySelector('replay-player').texts = {gap: 'Gap', play: 'Play'}; }");
  }

  @Test
  void noPictureStandsInForWhatTheCameraDidNotSend() {
    play(1_000, true);

    page.waitForFunction("() => document.querySelector('replay-player').at >= 8000");
    var seen = (List<?>) page.evaluate("() => window.seen");

    assertThat(seen).anySatisfy(one -> assertThat(part(one, 1)).isEqualTo("Gap"));
    assertThat(seen)
        .filteredOn(one -> part(one, 0).equals("picture"))
        .extracting(one -> Double.parseDouble(part(one, 2)))
        .isNotEmpty()
        .allSatisfy(at -> assertThat(at <= 2_500 || at >= 6_999).as("at %s", at).isTrue());
  }

  private static String part(Object seen, int number) {
    return ((List<?>) seen).get(number).toString();
  }

  @Test
  void whoGoesToATimeInAGapIsToldAndGoesOnBehindIt() {
    play(4_000, false);
    page.waitForFunction("() => (" + SEEN + ")()[1] === 'Gap'");
    assertThat(page.evaluate(SEEN)).isEqualTo(List.of("none", "Gap", "4000"));

    page.getByLabel("Play").click();
    page.waitForFunction("() => (" + SEEN + ")()[0] === 'picture'");
    assertThat(Double.parseDouble(part(page.evaluate(SEEN), 2))).isBetween(6_999.0, 8_000.0);
  }

  /// A file of ten seconds in which the camera was silent from the second to the seventh.
  private void play(int at, boolean play) {
    page.evaluate(
        """
        () => {
          window.seen = [];
          setInterval(() => window.seen.push((%s)()), 20);
          document.querySelector('replay-player').footage =
            {replay: 'r', from: 0, to: 10000, at: %d, play: %b,
             pieces: [{id: 'p', from: 0, to: 10000}], spans: [[0, 10000]], gaps: [[2000, 7000]]};
        }
        """
            .formatted(SEEN, at, play));
  }
}
