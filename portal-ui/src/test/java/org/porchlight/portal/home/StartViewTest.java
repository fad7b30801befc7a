package org.porchlight.portal.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.OverrideCounts;
import org.porchlight.access.Overrides;
import org.porchlight.identity.Role;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.testing.WithActor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = HomeView.class)
@Import(CurrentActor.class)
class StartViewTest extends SpringBrowserlessTest {

  @MockitoBean Overrides overrides;

  @BeforeEach
  void noEmergencies() {
    given(overrides.counts()).willReturn(new OverrideCounts(0, 0, 0));
  }

  @Test
  @WithActor(Role.OFFICER)
  void officersAreLedToTheirPhones() {
    UI.getCurrent().navigate("");

    assertThat(getCurrentView()).isInstanceOf(StartView.class);
    assertThat(find(Anchor.class, (StartView) getCurrentView()).single().getHref())
        .isEqualTo("phone/");
  }

  @Test
  @WithActor(Role.ANALYST)
  void rolesWithoutAPageAreToldSoInsteadOfBeingAskedToSignIn() {
    UI.getCurrent().navigate("");

    assertThat(find(Paragraph.class, (StartView) getCurrentView()).single().getText())
        .contains("no page for your role");
  }
}
