package org.porchlight.portal.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.never;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.SnapshotAnswer;
import org.porchlight.feeds.Snapshots;
import org.porchlight.identity.Role;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.shell.Message;
import org.porchlight.registry.Camera;
import org.porchlight.registry.Mask;
import org.porchlight.registry.MaskAnswer;
import org.porchlight.registry.MaskSet;
import org.porchlight.registry.Masks;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = MasksView.class)
@WithActor(Role.OWNER)
class MasksViewTest extends SpringBrowserlessTest {

  static final Camera PORCH = Cameras.PORCH;
  static final Mask DOOR = Mask.rectangle(0.1, 0.2, 0.35, 0.9);

  @TestConfiguration
  static class OnThisThread {

    @Bean
    Background background() {
      return new Background(Runnable::run);
    }
  }

  @MockitoBean Masks masks;
  @MockitoBean Snapshots snapshots;

  @BeforeEach
  void aPorchWithOneMask() {
    given(masks.editable(any(), eq(PORCH.id()))).willReturn(Optional.of(PORCH));
    given(masks.current(PORCH.id())).willReturn(new MaskSet(3, List.of(DOOR)));
    given(masks.set(any(), any(), any(), anyInt()))
        .willAnswer(call -> new MaskAnswer.Changed(new MaskSet(4, call.getArgument(2))));
  }

  @Test
  void whatIsMaskedStandsInNumbersAndIsChangedInNumbers() {
    var view = open();
    assertThat(view.rows).hasSize(1);
    assertThat(view.rows.getFirst().left.getValue()).isEqualTo(10);
    assertThat(view.rows.getFirst().bottom.getValue()).isEqualTo(90);

    test(view.rows.getFirst().right).setValue(50);
    test(view.save).click();

    then(masks)
        .should()
        .set(any(), eq(PORCH.id()), eq(List.of(Mask.rectangle(0.1, 0.2, 0.5, 0.9))), eq(3));
    assertThat(said(view)).contains("Saved");
  }

  @Test
  void whatIsDrawnBecomesARow() {
    var view = open();

    ComponentUtil.fireEvent(
        view.picture, new MaskPicture.Drawn(view.picture, true, 50, 0, 100, 25));
    test(view.save).click();

    then(masks)
        .should()
        .set(any(), eq(PORCH.id()), eq(List.of(DOOR, Mask.rectangle(0.5, 0, 1, 0.25))), eq(3));
  }

  @Test
  void anAreaIsAddedAndTakenAwayWithoutAPointer() {
    var view = open();

    test(view.add).click();
    assertThat(view.rows).hasSize(2);
    test(view.rows.getFirst().remove).click();
    test(view.save).click();

    then(masks)
        .should()
        .set(any(), eq(PORCH.id()), eq(List.of(Mask.rectangle(0.4, 0.4, 0.6, 0.6))), eq(3));
  }

  @Test
  void numbersThatAreNoAreaAreRefusedAndNothingIsLost() {
    var view = open();
    test(view.rows.getFirst().right).setValue(10);

    test(view.save).click();

    then(masks).should(never()).set(any(), any(), any(), anyInt());
    assertThat(view.rows.getFirst().left.isInvalid()).isTrue();
    assertThat(view.rows.getFirst().right.getValue()).isEqualTo(10);
  }

  @Test
  void whoWasSlowerIsToldAndKeepsWhatWasTyped() {
    willReturn(new MaskAnswer.Outdated(new MaskSet(5, List.of())))
        .given(masks)
        .set(any(), any(), any(), eq(3));
    var view = open();
    test(view.rows.getFirst().right).setValue(50);

    test(view.save).click();
    assertThat(said(view)).contains("meanwhile");
    test(view.save).click();

    then(masks).should().set(any(), any(), eq(List.of(Mask.rectangle(0.1, 0.2, 0.5, 0.9))), eq(5));
  }

  @Test
  void aPictureIsTakenWhenAskedForAndWhyThereIsNoneIsSaid() {
    given(snapshots.toMask(any(), eq(PORCH.id())))
        .willReturn(new SnapshotAnswer.Taken(new byte[] {1, 2}, 16, 9));
    var view = open();
    then(snapshots).should(never()).toMask(any(), any());

    test(view.take).click();
    runPendingSignalsTasks();

    assertThat(view.picture.getElement().getAttribute("picture"))
        .isEqualTo("data:image/jpeg;base64,AQI=");
    given(snapshots.toMask(any(), any())).willReturn(new SnapshotAnswer.NoPicture());
    test(view.take).click();
    runPendingSignalsTasks();
    assertThat(find(Message.class).all()).isNotEmpty();
    assertThat(view.take.isEnabled()).isTrue();
  }

  private MasksView open() {
    return navigate("cameras/" + PORCH.id() + "/masks", MasksView.class);
  }

  private static String said(MasksView view) {
    return view.said.getElement().getTextRecursively();
  }
}
