package org.porchlight.portal.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Role;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.Message;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.ProofAnswer;
import org.porchlight.registry.ProofAnswer.Why;
import org.porchlight.registry.Relation;
import org.porchlight.registry.SitesToProve;
import org.porchlight.registry.SitesToProve.SiteToProve;
import org.porchlight.testing.Cameras;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = ProofView.class)
@WithActor(Role.ADMINISTRATOR)
class ProofViewTest extends SpringBrowserlessTest {

  static final SiteToProve WAITING =
      new SiteToProve(
          Cameras.SITE.id(),
          WithActor.PERSON,
          "12 Main Street",
          Cameras.MAIN_STREET,
          Relation.OWNER,
          1,
          false,
          Cameras.NOON);

  @TestConfiguration
  static class Map {

    @Bean
    MapSettings mapSettings() {
      return new MapSettings(null, "", 33.52, -86.81, 15);
    }
  }

  @MockitoBean SitesToProve toProve;
  @MockitoBean AddressProof proof;

  @Test
  void decalNumberProvesTheSiteAndItLeavesTheList() {
    given(toProve.page(any(), anyInt(), anyInt()))
        .willReturn(List.of(WAITING))
        .willReturn(List.of());
    given(proof.byStaff(any(), eq(WAITING.id()), eq("D-1001")))
        .willReturn(new ProofAnswer.Proved(Cameras.SITE));
    var view = navigate(ProofView.class);
    prove(view, "D-1001");

    assertThat(find(Message.class, view.answer).single().getText()).contains("12 Main Street");
    assertThat(find(ListItem.class, view.sites).exists()).isFalse();
    assertThat(view.none.isVisible()).isTrue();
  }

  @Test
  void refusedDecalStaysWithItsReason() {
    given(toProve.page(any(), anyInt(), anyInt())).willReturn(List.of(WAITING));
    given(proof.byStaff(any(), any(), any())).willReturn(new ProofAnswer.Refused(Why.DECAL_IN_USE));
    var view = navigate(ProofView.class);
    prove(view, "D-1001");

    var decal = find(TextField.class, view.sites).single();
    assertThat(decal.getErrorMessage()).contains("another site");
    assertThat(decal.getValue()).isEqualTo("D-1001");
  }

  @Test
  @WithActor(Role.OWNER)
  void ownersNeverGetHere() {
    org.junit.jupiter.api.Assertions.assertThrows(
        RuntimeException.class, () -> navigate(ProofView.class));
    then(toProve).shouldHaveNoInteractions();
  }

  private void prove(ProofView view, String number) {
    test(find(TextField.class, view.sites).single()).setValue(number);
    test(find(Button.class, view.sites).withText("Proved").single()).click();
  }
}
