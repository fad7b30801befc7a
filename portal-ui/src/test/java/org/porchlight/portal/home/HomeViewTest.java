package org.porchlight.portal.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Anchor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.OverrideCounts;
import org.porchlight.access.Overrides;
import org.porchlight.portal.shell.PlainLink;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithAnonymousUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest
@ViewPackages(classes = HomeView.class)
@WithAnonymousUser
class HomeViewTest extends SpringBrowserlessTest {

  @MockitoBean Overrides overrides;

  @BeforeEach
  void someEmergencies() {
    given(overrides.counts()).willReturn(new OverrideCounts(12, 3, 1));
  }

  @Test
  void everyoneReadsHowOftenAnOwnersWordWasSetAside() {
    var view = navigate(HomeView.class);

    assertThat(view.getElement().getTextRecursively())
        .contains("without the owner’s leave: 12", "within 24 hours: 3", "not justified: 1");
  }

  @Test
  void opensTheDoorsToRegisterToLogInAndToTheLog() {
    var view = navigate(HomeView.class);

    assertThat(find(Anchor.class, view).all())
        .extracting(Anchor::getHref)
        .containsExactlyInAnyOrder("register", "login", "audit/checkpoint");
  }

  @Test
  void whatIsNoViewIsFetchedByTheBrowser() {
    var view = navigate(HomeView.class);

    assertThat(find(PlainLink.class, view).all())
        .allMatch(PlainLink::isRouterIgnore)
        .extracting(Anchor::getHref)
        .containsExactlyInAnyOrder("login", "audit/checkpoint");
  }
}
