package org.porchlight.portal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest
@ViewPackages(classes = MainLayoutTest.class)
class MainLayoutTest extends SpringBrowserlessTest {

  @Route(value = "porch", layout = MainLayout.class)
  @Menu(title = "shell.menu", order = 1)
  @RolesAllowed("OWNER")
  public static class PorchView extends Span {
    private static final long serialVersionUID = 1L;
  }

  @Route(value = "desk", layout = MainLayout.class)
  @Menu(title = "shell.skip", order = 2)
  @RolesAllowed("OPERATOR")
  public static class DeskView extends Span {
    private static final long serialVersionUID = 1L;
  }

  @Test
  @WithMockUser(roles = "OWNER")
  void navigationShowsOnlyWhatTheRoleMayOpen() {
    navigate(PorchView.class);

    assertThat(find(SideNavItem.class).all())
        .extracting(SideNavItem::getLabel)
        .containsExactly("Menu");
  }

  @Route(value = "porch/lamp", layout = MainLayout.class)
  @Menu(title = "shell.off", order = 3)
  @RolesAllowed("AUDITOR")
  public static class LampView extends Span {
    private static final long serialVersionUID = 1L;
  }

  @Test
  @WithMockUser(roles = {"OWNER", "AUDITOR"})
  void pageBelowAnEntryWithAnEntryOfItsOwnBelongsToThatAlone() {
    navigate(LampView.class);
    assertThat(find(SideNavItem.class).all())
        .filteredOn(SideNavItem::isMatchNested)
        .extracting(SideNavItem::getPath)
        .containsExactly("porch/lamp");

    navigate(PorchView.class);
    assertThat(find(SideNavItem.class).all())
        .filteredOn(SideNavItem::isMatchNested)
        .extracting(SideNavItem::getPath)
        .containsExactly("porch");
  }

  @Test
  @WithMockUser(roles = "OWNER")
  void pagesSpeakTheLanguageThatWasChosen() {
    navigate(PorchView.class);
    test(find(LanguageSwitch.class).single()).click();

    assertThat(VaadinSession.getCurrent().getLocale()).isEqualTo(Locale.of("es"));
    assertThat(find(SideNavItem.class).atIndex(1).getLabel()).isEqualTo("Menú");
    assertThat(find(Button.class).withText("English").exists()).isTrue();
  }

  @Test
  @WithMockUser(roles = "OWNER")
  void contentIsTheMainLandmarkThatTheSkipLinkReaches() {
    var view = navigate(PorchView.class);

    assertThat(view.getElement().getAttribute("id")).isEqualTo("main");
    assertThat(view.getElement().getAttribute("role")).isEqualTo("main");
  }
}
