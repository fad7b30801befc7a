package org.porchlight.portal.clips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;
import static org.porchlight.portal.center.Samples.AGENCY;
import static org.porchlight.portal.center.Samples.NOW;
import static org.porchlight.portal.center.Samples.SHA256;
import static org.porchlight.portal.center.Samples.camera;
import static org.porchlight.portal.center.Samples.clip;
import static org.porchlight.portal.center.Samples.incident;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.html.Paragraph;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipLibrary;
import org.porchlight.evidence.ClipState;
import org.porchlight.evidence.CustodyLine;
import org.porchlight.identity.People;
import org.porchlight.identity.Role;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.Incidents;
import org.porchlight.incidents.Source;
import org.porchlight.portal.center.AgencyIncidents;
import org.porchlight.portal.center.CenterNews;
import org.porchlight.portal.center.Topic;
import org.porchlight.portal.center.Viewer;
import org.porchlight.portal.center.WithActor;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.registry.Camera;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@Import({AgencyIncidents.class, Viewer.class, CurrentActor.class})
@ViewPackages(classes = ClipsView.class)
@WithActor(Role.OPERATOR)
class ClipsViewTest extends SpringBrowserlessTest {

  static final Incident BURGLARY = incident("2026-0412", "Burglary", Source.CAD);
  static final Camera PORCH = camera("Porch");
  static final Clip CLIP = clip(PORCH, BURGLARY, ClipState.STORED);

  @MockitoBean Incidents incidents;
  @MockitoBean ClipLibrary library;
  @MockitoBean PoliceRegistry registry;
  @MockitoBean People people;
  @MockitoBean CenterNews news;

  @BeforeEach
  void oneClip() {
    given(incidents.recentOf(eq(AGENCY), anyInt())).willReturn(List.of(BURGLARY));
    given(incidents.find(BURGLARY.id())).willReturn(Optional.of(BURGLARY));
    given(library.ofIncident(BURGLARY.id())).willReturn(List.of(CLIP));
    given(registry.find(PORCH.id())).willReturn(Optional.of(PORCH));
  }

  @Test
  void beforeAnIncidentIsChosenThoseWithClipsAreOffered() {
    given(library.countOf(any())).willReturn(Map.of(BURGLARY.id(), 3));

    var view = navigate(ClipsView.class);

    assertThat(view.recent.getElement().getTextRecursively())
        .contains("2026-0412 · Burglary", "(clips: 3)");
    assertThat(words()).contains("Every clip belongs to an incident. Choose one above");
  }

  @Test
  void whereNoClipIsAnywhereThePageSaysHowToGetOne() {
    var view = navigate(ClipsView.class);

    assertThat(view.recent.getComponentCount()).isZero();
    assertThat(words()).contains("press “Save clip”");
  }

  @Test
  void clipShowsItsChecksumAndWhyItWasTaken() {
    open();

    assertThat(words())
        .contains("Porch", SHA256, "Investigation: burglary", "1.8 MB", "Stored", "30 s");
  }

  @Test
  void listingClipsPlaysNone() {
    open();

    // A player would fetch at once, and every fetch is a playback in the log.
    assertThat(find(ClipPlayer.class).exists()).isFalse();
  }

  @Test
  void clipIsPlayedFromTheMediaAddress() {
    open();

    test(find(ClipCard.class).single().play).click();

    assertThat(find(ClipPlayer.class).single().getElement().getAttribute("src"))
        .isEqualTo("media/clips/" + CLIP.id());
  }

  @Test
  void refusedPlaybackIsExplained() {
    open();
    test(find(ClipCard.class).single().play).click();
    var player = find(ClipPlayer.class).single();

    ComponentUtil.fireEvent(player, new ClipPlayer.Failed(player, true));

    assertThat(find(Paragraph.class).withClassName("message-bad").single().getText())
        .contains("could not be played");
    assertThat(find(ClipCard.class).single().play.isVisible()).isTrue();
  }

  @Test
  void custodyIsReadOnlyWhenItIsOpened() {
    given(library.custody(CLIP.id())).willReturn(List.of(new CustodyLine(NOW, "CUT", null, null)));
    open();
    then(library).should(never()).custody(CLIP.id());

    find(ClipCard.class).single().custody.setOpened(true);

    assertThat(words()).contains("the program", "cut from the camera’s buffer");
  }

  @Test
  void newClipAppearsAndTheOneThatPlaysGoesOn() {
    var view = open();
    test(find(ClipCard.class).single().play).click();
    var player = find(ClipPlayer.class).single();
    var later = clip(PORCH, BURGLARY, ClipState.SPOOLED);
    given(library.ofIncident(BURGLARY.id())).willReturn(List.of(later, CLIP));

    view.refresh(EnumSet.of(Topic.CLIPS));

    assertThat(find(ClipCard.class).all()).hasSize(2);
    assertThat(find(ClipPlayer.class).single()).isSameAs(player);
    assertThat(words()).contains("On disk, on its way to the store");
  }

  @Test
  @WithActor(Role.ADMINISTRATOR)
  void administratorsNeverSeeClips() {
    assertThatThrownBy(() -> navigate(ClipsView.class)).isNotNull();
  }

  private ClipsView open() {
    return navigate(ClipsView.class, Map.of("incident", BURGLARY.id().toString()));
  }

  private String words() {
    return getCurrentView().getElement().getTextRecursively();
  }
}
