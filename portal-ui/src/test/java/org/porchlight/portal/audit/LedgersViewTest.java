package org.porchlight.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.porchlight.portal.center.Samples.NOW;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Anchor;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.audit.AuditTrail.CameraLine;
import org.porchlight.identity.People;
import org.porchlight.identity.Role;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.portal.shell.Message;
import org.porchlight.testing.Cameras;
import org.porchlight.transparency.Completeness;
import org.porchlight.transparency.CompletenessCheck;
import org.porchlight.transparency.Finding;
import org.porchlight.transparency.Ledger;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import({Viewer.class, CurrentActor.class})
@ViewPackages(classes = LedgersView.class)
@WithActor(Role.AUDITOR)
class LedgersViewTest extends SpringBrowserlessTest {

  @MockitoBean Completeness completeness;
  @MockitoBean Ledger ledger;
  @MockitoBean People people;

  @BeforeEach
  void oneCamera() {
    given(ledger.ofAll(any(), anyInt()))
        .willReturn(List.of(new CameraLine(Cameras.PORCH.id().toString(), 12, NOW)));
    given(completeness.newest(any(), anyInt())).willReturn(List.of(check()));
  }

  @Test
  void everyCameraLeadsToItsLedger() {
    var view = navigate(LedgersView.class);

    assertThat(find(Anchor.class, view.cameras).single())
        .satisfies(link -> {
          assertThat(link.getText()).isEqualTo(Cameras.PORCH.id().toString());
          assertThat(link.getHref()).isEqualTo("cameras/" + Cameras.PORCH.id() + "/ledger");
        });
    assertThat(find(Message.class, view.state).single().getText())
        .contains("everything that was served is in the log");
  }

  @Test
  void whatIsNotInTheLogIsAnAlarmThatNamesThePermit() {
    var permit = UUID.randomUUID();
    var finding =
        new Finding(
            Finding.Kind.NO_ENTRY, "LIVE", permit, Cameras.PORCH.id().value(), NOW, NOW, 4_000_000);
    given(completeness.newest(any(), anyInt())).willReturn(List.of(check(finding)));

    var view = navigate(LedgersView.class);

    var alarm = find(Message.class, view.state).single();
    assertThat(alarm.getText()).contains("Find out why");
    assertThat(alarm.getElement().getAttribute("role")).isEqualTo("alert");
    assertThat(view.checks.getElement().getTextRecursively())
        .contains("Live view", "no entry of the log allows it", permit.toString(), "4.0 MB");
  }

  @Test
  void auditorsCompareWhenTheyWant() {
    var view = navigate(LedgersView.class);
    view.back.setValue(30);

    test(view.check).click();

    then(completeness).should().check(any(), eq(Duration.ofDays(30)));
  }

  @Test
  void whatIsNoIdIsSaid() {
    var view = navigate(LedgersView.class);

    test(view.camera).setValue("the porch");
    test(view.open).click();

    assertThat(view.camera.isInvalid()).isTrue();
  }

  private static CompletenessCheck check(Finding... findings) {
    return new CompletenessCheck(
        UUID.randomUUID(),
        NOW,
        NOW.minusSeconds(86_400),
        NOW,
        17,
        90_000_000,
        findings.length,
        List.of(findings));
  }
}
