package org.porchlight.portal.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.html.Anchor;
import org.junit.jupiter.api.Test;
import org.porchlight.portal.shell.PlainLink;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithAnonymousUser;

@SpringBootTest
@ViewPackages(classes = HomeView.class)
@WithAnonymousUser
class HomeViewTest extends SpringBrowserlessTest {

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
