package org.porchlight.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.porchlight.portal.center.Samples.NOW;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Anchor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.audit.OpenedEntry;
import org.porchlight.audit.Outcome;
import org.porchlight.audit.PublicLog;
import org.porchlight.identity.People;
import org.porchlight.identity.Role;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.transparency.OpenedLog;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import({Viewer.class, CurrentActor.class})
@ViewPackages(classes = LogView.class)
@WithActor(Role.AUDITOR)
class LogViewTest extends SpringBrowserlessTest {

  @MockitoBean OpenedLog log;
  @MockitoBean PublicLog publicLog;
  @MockitoBean People people;

  @BeforeEach
  void oneDenial() {
    given(publicLog.checkpoint()).willReturn(Optional.of("porchlight/log\n42\nabc=\n"));
    given(publicLog.verifierKey()).willReturn("porchlight+1234+key");
    given(log.page(any(), any(), anyLong(), anyInt())).willReturn(List.of(entry(90)));
  }

  @Test
  void denialIsShownWithItsReasonAndItsProof() {
    navigate(LogView.class);

    assertThat(words())
        .contains("camera.live.open", "denied", "Investigation: burglary", "reason=SWITCHED_OFF");
    assertThat(find(Anchor.class).withText("41").single().getHref()).isEqualTo("audit/proof/41");
  }

  @Test
  void auditorFindsTheCheckpointAndHowToCheckIt() {
    navigate(LogView.class);

    assertThat(words()).contains("porchlight/log", "porchlight+1234+key", "VerifyAudit.java");
  }

  @Test
  void olderEntriesFollowTheLastOneShown() {
    given(log.page(any(), any(), anyLong(), anyInt()))
        .willReturn(
            LongStream.iterate(200, n -> n - 1)
                .limit(LogView.PAGE)
                .mapToObj(LogViewTest::entry)
                .toList());
    var view = navigate(LogView.class);

    test(view.older).click();

    then(log).should().page(any(), any(), eq(151L), anyInt());
  }

  @Test
  void eventNarrowsTheLook() {
    var view = navigate(LogView.class);
    view.event.setValue("camera.");

    test(view.look).click();

    then(log).should().page(any(), eq("camera."), eq(OpenedLog.NEWEST), anyInt());
  }

  @Test
  @WithActor(Role.ADMINISTRATOR)
  void administratorsDoNotReadTheLog() {
    assertThatThrownBy(() -> navigate(LogView.class)).isNotNull();
  }

  private String words() {
    return getCurrentView().getElement().getTextRecursively();
  }

  private static OpenedEntry entry(long number) {
    return new OpenedEntry(
        number,
        number == 90 ? 41L : null,
        NOW,
        "camera.live.open",
        Outcome.DENY,
        "INV-BURGLARY",
        null,
        7L,
        Map.of("act", WithActor.PERSON),
        Map.of("reason", "SWITCHED_OFF"));
  }
}
