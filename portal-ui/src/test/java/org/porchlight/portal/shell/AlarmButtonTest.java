package org.porchlight.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.AlarmAnswer;
import org.porchlight.access.AlarmId;
import org.porchlight.access.AlarmReach;
import org.porchlight.access.Alarms;
import org.porchlight.access.OwnersAlarm;
import org.porchlight.identity.Role;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import({AlarmButton.class, Refresh.class})
@ViewPackages(classes = AlarmButtonTest.class)
class AlarmButtonTest extends SpringBrowserlessTest {

  @Route(value = "somewhere", layout = MainLayout.class)
  @PermitAll
  public static class SomewhereView extends Span {

    private static final long serialVersionUID = 1L;
  }

  static final OwnersAlarm ON =
      new OwnersAlarm(
          AlarmId.random(),
          Cameras.SITE.id(),
          List.of(Cameras.PORCH.id()),
          Cameras.NOON,
          Cameras.NOON.plus(Alarms.LASTS));

  @MockitoBean Alarms alarms;

  @BeforeEach
  void porchOpensAndYardStaysClosed() {
    given(alarms.reach(any()))
        .willReturn(
            List.of(new AlarmReach(Cameras.SITE, List.of(Cameras.PORCH), List.of(Cameras.YARD))));
    given(alarms.press(any(), any()))
        .willAnswer(_ -> {
          given(alarms.of(any())).willReturn(List.of(ON));
          return new AlarmAnswer.On(ON);
        });
  }

  @Test
  @WithActor(Role.OWNER)
  void onePressOnlyAsksAndTheSecondLetsThePoliceLook() {
    navigate(SomewhereView.class);
    var button = find(AlarmButton.class).single();
    test(button.press).click();
    then(alarms).should(never()).press(any(), any());
    var dialog = find(AlarmDialog.class).single();
    assertThat(dialog.getElement().getTextRecursively())
        .contains("Opens: Porch", "Stays closed: Yard", "911");

    test(dialog.press).click();

    then(alarms).should().press(any(), any());
    assertThat(dialog.isOpened()).isFalse();
    assertThat(button.press.isVisible()).isFalse();
    assertThat(button.getElement().getTextRecursively()).contains("Alarm on until");
  }

  @Test
  @WithActor(Role.OWNER)
  void onePressEndsIt() {
    given(alarms.of(any())).willReturn(List.of(ON));
    navigate(SomewhereView.class);
    var button = find(AlarmButton.class).single();
    given(alarms.end(any()))
        .willAnswer(_ -> {
          given(alarms.of(any())).willReturn(List.of());
          return 1;
        });

    test(button.end).click();

    assertThat(button.press.isVisible()).isTrue();
    assertThat(button.end.isVisible()).isFalse();
  }

  @Test
  @WithActor(Role.OWNER)
  void whereNothingCanBeOpenedThereIsNothingToPress() {
    given(alarms.reach(any())).willReturn(List.of());
    navigate(SomewhereView.class);
    test(find(AlarmButton.class).single().press).click();

    var dialog = find(AlarmDialog.class).single();
    assertThat(dialog.press.isVisible()).isFalse();
    assertThat(dialog.getElement().getTextRecursively()).contains("opens no camera of yours");
  }

  @Test
  @WithActor(Role.OPERATOR)
  void onlyOwnersHaveIt() {
    navigate(SomewhereView.class);

    assertThat(find(AlarmButton.class).exists()).isFalse();
  }
}
