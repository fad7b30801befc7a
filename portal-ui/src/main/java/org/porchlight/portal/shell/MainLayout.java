package org.porchlight.portal.shell;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.porchlight.identity.Role;
import org.springframework.beans.factory.ObjectProvider;

/// The frame for everyone who is signed in: navigation by role, language, log-out, and for owners
/// the alarm and the switch that stops all sharing.
///
/// A view gets into the navigation by `@Menu(title = "<translation key>", order = …, icon =
/// "vaadin:…")`; Vaadin leaves out those that the person may not open.
@PermitAll
public class MainLayout extends AppLayout implements AfterNavigationObserver {

  private static final long serialVersionUID = 1L;

  private final Map<String, SideNavItem> items = new LinkedHashMap<>();

  MainLayout(
      AuthenticationContext visitor,
      ObjectProvider<AlarmButton> alarm,
      ObjectProvider<OffSwitch> offSwitch) {
    addClassName("main-layout");
    setPrimarySection(Section.NAVBAR);
    addToNavbar(new SkipLink(), header(visitor, alarm, offSwitch));
    var foot = new Div(new LanguageSwitch(), logOut(visitor));
    foot.addClassName("drawer-foot");
    addToDrawer(navigation(), foot);
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    super.showRouterLayoutContent(content);
    SkipLink.aimAt(content);
  }

  /// Marks one entry as the page one is on: a page below an entry, such as `console/<incident>`,
  /// belongs to it, unless it has an entry of its own.
  @Override
  public void afterNavigation(AfterNavigationEvent arrived) {
    var here = plain(arrived.getLocation().getPath());
    var nearest =
        items.keySet().stream()
            .filter(path -> here.equals(path) || here.startsWith(path + "/"))
            .max(Comparator.comparingInt(String::length));
    items.forEach((path, item) -> item.setMatchNested(nearest.filter(path::equals).isPresent()));
  }

  private Header header(
      AuthenticationContext visitor,
      ObjectProvider<AlarmButton> alarm,
      ObjectProvider<OffSwitch> offSwitch) {
    var toggle = new DrawerToggle();
    toggle.setAriaLabel(getTranslation("shell.menu"));
    var header = new Header(toggle, new Brand());
    header.addClassName("bar");
    var actions = new Div();
    if (visitor.hasRole(Role.OWNER.name())) {
      alarm.ifAvailable(actions::add);
      offSwitch.ifAvailable(actions::add);
    }
    actions.addClassName("bar-actions");
    header.add(actions);
    return header;
  }

  private Button logOut(AuthenticationContext visitor) {
    var button = new Button(getTranslation("shell.logout"), VaadinIcon.SIGN_OUT.create());
    button.addThemeVariants(ButtonVariant.TERTIARY);
    button.addClassName("log-out");
    button.addClickListener(_ -> visitor.logout());
    return button;
  }

  private SideNav navigation() {
    var navigation = new SideNav();
    navigation.addClassName("navigation");
    navigation.getElement().setAttribute("aria-label", getTranslation("shell.navigation"));
    MenuConfiguration.getMenuEntries()
        .forEach(entry -> items.put(plain(entry.path()), item(entry)));
    items.values().forEach(navigation::addItem);
    return navigation;
  }

  private static String plain(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private SideNavItem item(MenuEntry entry) {
    var item = new SideNavItem(getTranslation(entry.title()), entry.path());
    if (entry.icon() != null) {
      item.setPrefixComponent(new Icon(entry.icon()));
    }
    return item;
  }
}
