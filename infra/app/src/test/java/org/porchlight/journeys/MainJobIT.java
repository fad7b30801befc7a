package org.porchlight.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The main job from a resident's sign-up to the switch that ends the view, in a real browser,
/// against the packaged application.
class MainJobIT {

  @Test
  void fromASharedCameraToAnOfficerAndBackToTheOwner() {
    try (var porchlight = RunningPorchlight.withDemoCity();
        var chromium = new Chromium()) {
      var story = new Story(porchlight, "1");
      var owner = chromium.window(Chromium.DESKTOP, "en-US");
      var staff = chromium.window(Chromium.DESKTOP, "en-US");
      var console = chromium.window(Chromium.DESKTOP, "en-US");
      var phone = chromium.window(Chromium.PHONE, "en-US");

      story.residentSignsUp(owner);
      story.residentRegistersACamera(owner);
      story.staffProvesTheAddress(staff);
      story.dispatchReportsAnIncident(staff, "33.5199");
      story.operatorSeesWhichCamerasMayBeOpened(console);
      story.residentOpensTheLedger(owner);
      story.operatorLooks(console);
      story.residentSeesWhoLooked(owner);
      story.operatorSavesAClip(console);
      var desk = console.context().newPage();
      story.officerGoesOnDuty(phone);
      story.operatorAlertsTheNearestOfficer(desk);
      story.officerAcceptsAndPlaysTheClip(phone);
      story.residentSwitchesOff(owner, console);

      assertThat(Chromium.brokenRules()).isEmpty();
      assertThat(porchlight.log()).doesNotContain("a-long-enough-lantern-42");
    }
  }
}
