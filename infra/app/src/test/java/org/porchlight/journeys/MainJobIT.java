package org.porchlight.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The main job from a resident's sign-up to the switch that ends the view, in a real browser,
/// against the packaged application.
class MainJobIT {

  @Test
  void fromASharedCameraToAnOfficerAndBackToTheOwner() {
    var porchlight = RunningPorchlight.withDemoCity();
    try (var chromium = new Chromium()) {
      var story = new Story(porchlight, chromium, 1, true);

      story.steps().forEach(story::tell);

      assertThat(Chromium.brokenRules()).isEmpty();
      assertThat(porchlight.log()).doesNotContain(story.secrets());
      assertThat(porchlight.structuredLog())
          .contains("\"@timestamp\"")
          .doesNotContain(story.secrets());
    } finally {
      porchlight.closeAndForget();
    }
  }
}
