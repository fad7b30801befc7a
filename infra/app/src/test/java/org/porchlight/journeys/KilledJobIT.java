package org.porchlight.journeys;

import org.junit.jupiter.api.Test;

/// The main job once more, by people whose server has a power cut after every step.
class KilledJobIT {

  @Test
  void nothingIsLostWhenTheProcessIsKilledBetweenAnyTwoSteps() {
    var porchlight = RunningPorchlight.withDemoCity();
    try (var chromium = new Chromium()) {
      var story = new Story(porchlight, chromium, 2, false);
      for (var step : story.steps()) {
        story.tell(step);
        porchlight = porchlight.killAndStartAgain();
        story.continueWith(porchlight);
      }
    } finally {
      porchlight.closeAndForget();
    }
  }
}
