package org.porchlight.portal.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;
import static org.porchlight.portal.center.Samples.AGENCY;
import static org.porchlight.portal.center.Samples.CORNER;
import static org.porchlight.portal.center.Samples.NOW;
import static org.porchlight.portal.center.Samples.camera;
import static org.porchlight.portal.center.Samples.clip;
import static org.porchlight.portal.center.Samples.incident;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.porchlight.alerts.AlertId;
import org.porchlight.alerts.AlertKind;
import org.porchlight.alerts.AlertLine;
import org.porchlight.alerts.AlertOutcome;
import org.porchlight.alerts.AlertOverview;
import org.porchlight.alerts.AlertState;
import org.porchlight.alerts.Alerts;
import org.porchlight.alerts.DeclineReason;
import org.porchlight.alerts.NewAlert;
import org.porchlight.alerts.OfferLine;
import org.porchlight.alerts.OfferState;
import org.porchlight.alerts.Severity;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipLibrary;
import org.porchlight.evidence.ClipState;
import org.porchlight.identity.People;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.Incidents;
import org.porchlight.incidents.Source;
import org.porchlight.patrol.OfficerNear;
import org.porchlight.patrol.Patrol;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.CenterNews;
import org.porchlight.portal.center.Topic;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.registry.Camera;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import({AgencyIncidents.class, Viewer.class, CurrentActor.class})
@ViewPackages(classes = AlertsView.class)
@WithActor(Role.OPERATOR)
class AlertsViewTest extends SpringBrowserlessTest {

  static final Incident BURGLARY = incident("2026-0412", "Burglary", Source.CAD);
  static final Camera PORCH = camera("Porch");
  static final Clip CLIP = clip(PORCH, BURGLARY, ClipState.STORED);
  static final PersonId OFFICER = PersonId.random();
  static final AlertId ALERT = AlertId.random();

  @TestConfiguration
  static class Parts {

    @Bean
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }
  }

  @MockitoBean Alerts alerts;
  @MockitoBean AlertOverview overview;
  @MockitoBean Incidents incidents;
  @MockitoBean ClipLibrary library;
  @MockitoBean PoliceRegistry registry;
  @MockitoBean Patrol patrol;
  @MockitoBean People people;
  @MockitoBean CenterNews news;

  @BeforeEach
  void oneIncidentWithOneClip() {
    given(incidents.openOf(AGENCY)).willReturn(List.of(BURGLARY));
    given(incidents.find(BURGLARY.id())).willReturn(Optional.of(BURGLARY));
    given(library.ofIncident(BURGLARY.id())).willReturn(List.of(CLIP));
    given(registry.find(PORCH.id())).willReturn(Optional.of(PORCH));
    given(patrol.available(any(), any()))
        .willReturn(List.of(new OfficerNear(OFFICER, CORNER, 400, NOW)));
  }

  @Test
  void alertForTheIncidentCarriesItsPlaceTextAndClip() {
    var view = open();
    view.form.text.setValue("Man with a crowbar, grey hood");
    view.form.severity.setValue(Severity.EMERGENCY);
    view.form.clip.setValue(CLIP);

    test(view.form.raise).click();

    var raised = ArgumentCaptor.forClass(NewAlert.class);
    then(alerts).should().raise(any(), raised.capture());
    assertThat(raised.getValue())
        .isEqualTo(
            new NewAlert(
                AlertKind.INCIDENT,
                Severity.EMERGENCY,
                CORNER,
                BURGLARY.id(),
                CLIP.id(),
                "Man with a crowbar, grey hood"));
    assertThat(words()).contains("The alert is on its way.");
    assertThat(view.form.incident.getValue()).isEqualTo(BURGLARY);
  }

  @Test
  void nothingIsSentWithoutATextAndNothingTypedIsLost() {
    var view = open();
    view.form.text.setValue("   ");

    test(view.form.raise).click();

    assertThat(view.form.text.isInvalid()).isTrue();
    assertThat(view.form.incident.getValue()).isEqualTo(BURGLARY);
    then(alerts).should(never()).raise(any(), any());
  }

  @Test
  void deskKnowsWhoCouldGoBeforeAsking() {
    open();

    assertThat(words()).contains("Free officers: 1, the nearest 400 m away");
  }

  @Test
  void deskSeesWhoWasAskedAndWhoGoes() {
    var view = open();
    given(overview.page(any(), any(), anyInt()))
        .willReturn(List.of(line(new AlertState.Accepted(OFFICER, NOW.minusSeconds(20)))));
    given(overview.offers(any(), eq(ALERT)))
        .willReturn(
            List.of(
                offer(
                    PersonId.random(), new OfferState.Declined(DeclineReason.TOO_FAR, NOW), 900.0),
                offer(OFFICER, new OfferState.Accepted(NOW), 400.0)));

    view.refresh(EnumSet.of(Topic.ALERTS));

    var name = OFFICER.toString().substring(0, 8);
    assertThat(words())
        .contains(name + " goes, 20 s", "declined: too far", "900 m", name + " · 400 m · goes");
    assertThat(find(AlertCard.class).single().again.isVisible()).isFalse();
  }

  @Test
  void alertThatNobodyTookCanBeOfferedAgain() {
    given(overview.page(any(), any(), anyInt()))
        .willReturn(List.of(line(new AlertState.Escalated(NOW.minusSeconds(5)))));
    given(alerts.offerAgain(any(), any())).willReturn(true);
    open();

    test(find(AlertCard.class).single().again).click();

    then(alerts).should().offerAgain(any(), eq(ALERT));
    assertThat(words()).contains("Nobody took it: act now");
  }

  @Test
  void closingNeedsAnOutcome() {
    given(overview.page(any(), any(), anyInt()))
        .willReturn(List.of(line(new AlertState.Escalated(NOW))));
    open();
    var card = find(AlertCard.class).single();

    test(card.close).click();
    then(alerts).should(never()).closeFromDesk(any(), any(), any());
    card.outcome.setValue(AlertOutcome.FALSE_ALARM);
    test(card.close).click();

    then(alerts).should().closeFromDesk(any(), eq(ALERT), eq(AlertOutcome.FALSE_ALARM));
  }

  @Test
  @WithActor(Role.ANALYST)
  void analystsHaveNoDesk() {
    assertThatThrownBy(() -> navigate(AlertsView.class)).isNotNull();
  }

  private AlertsView open() {
    return navigate(AlertsView.class, Map.of("incident", BURGLARY.id().toString()));
  }

  private String words() {
    return getCurrentView().getElement().getTextRecursively();
  }

  private static AlertLine line(AlertState state) {
    return new AlertLine(
        ALERT,
        AlertKind.INCIDENT,
        Severity.URGENT,
        CORNER,
        "Man with a crowbar",
        BURGLARY.id(),
        null,
        state,
        NOW.minusSeconds(60),
        state instanceof AlertState.Accepted accepted ? accepted.officer() : null,
        2,
        2,
        1);
  }

  private static OfferLine offer(PersonId officer, OfferState state, Double metres) {
    return new OfferLine(officer, 1, metres, NOW.minusSeconds(40), NOW.minusSeconds(40), state);
  }
}
