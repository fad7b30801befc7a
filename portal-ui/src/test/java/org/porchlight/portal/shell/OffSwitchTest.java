package org.porchlight.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Role;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import(OffSwitch.class)
@ViewPackages(classes = OffSwitchTest.class)
class OffSwitchTest extends SpringBrowserlessTest {

  @Route(value = "anywhere", layout = MainLayout.class)
  @PermitAll
  public static class AnywhereView extends Span {}

  @MockitoBean OwnerCameras cameras;
  @MockitoBean Sharing sharing;

  @BeforeEach
  void oneCameraIsSharedAndOneIsOff() {
    given(cameras.of(any())).willReturn(List.of(Cameras.PORCH, Cameras.YARD));
    consents(false, true);
  }

  @Test
  @WithActor(Role.OWNER)
  void onePressOnAnyPageStopsAllSharing() {
    var off = pressed();

    then(sharing).should().offEverything(any());
    assertThat(off.off.isVisible()).isFalse();
    assertThat(off.undo.isVisible()).isTrue();
  }

  @Test
  @WithActor(Role.OWNER)
  void undoSwitchesOnOnlyWhatThePressSwitchedOff() {
    test(pressed().undo).click();

    then(sharing).should().on(any(), eq(Cameras.PORCH.id()));
    then(sharing).should(never()).on(any(), eq(Cameras.YARD.id()));
  }

  @Test
  @WithActor(Role.OPERATOR)
  void onlyOwnersHaveIt() {
    navigate(AnywhereView.class);

    assertThat(find(OffSwitch.class).exists()).isFalse();
  }

  private OffSwitch pressed() {
    navigate(AnywhereView.class);
    given(sharing.offEverything(any()))
        .willAnswer(_ -> {
          consents(true, true);
          return 1;
        });
    var off = find(OffSwitch.class).single();
    test(off.off).click();
    return off;
  }

  private void consents(boolean porchOff, boolean yardOff) {
    given(sharing.currentOf(anyCollection()))
        .willReturn(
            Map.of(
                Cameras.PORCH.id(), Cameras.consent(Cameras.PORCH, porchOff),
                Cameras.YARD.id(), Cameras.consent(Cameras.YARD, yardOff)));
  }
}
