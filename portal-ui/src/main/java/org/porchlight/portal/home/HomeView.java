package org.porchlight.portal.home;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import org.porchlight.access.Overrides;
import org.porchlight.portal.registration.RegistrationNavigation;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.PlainLink;
import org.porchlight.portal.shell.PublicLayout;

/// What Porchlight is, in plain words. Whoever is signed in goes on to their own first page.
@Route(value = "", layout = PublicLayout.class)
@AnonymousAllowed
class HomeView extends Page implements BeforeEnterObserver {

  private static final long serialVersionUID = 1L;

  private final transient AuthenticationContext visitor;

  private final transient Overrides overrides;

  HomeView(AuthenticationContext visitor, Overrides overrides) {
    super("home");
    this.visitor = visitor;
    this.overrides = overrides;
    addClassName("home");
    useWholeWidth();
    showLead();
    add(doors(), howItWorks(), levels(), promises());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    if (visitor.isAuthenticated()) {
      MenuConfiguration.getMenuEntries().stream()
          .findFirst()
          .ifPresentOrElse(
              first -> entering.forwardTo(first.path()), () -> entering.forwardTo(StartView.class));
    }
  }

  private Component doors() {
    var register = new Anchor(RegistrationNavigation.FIRST_CAMERA, getTranslation("home.register"));
    register.addClassNames("button-link", "button-link-primary");
    var signIn = new PlainLink("login", getTranslation("home.signin"));
    signIn.addClassName("button-link");
    var doors = new Div(register, signIn);
    doors.addClassNames("row", "home-doors");
    return doors;
  }

  private Component howItWorks() {
    var steps = new OrderedList(step("step1"), step("step2"), step("step3"));
    steps.addClassName("home-steps");
    return new Section(new H2(getTranslation("home.how")), steps);
  }

  private ListItem step(String step) {
    return new ListItem(
        new H3(getTranslation("home." + step + ".title")),
        new Paragraph(getTranslation("home." + step + ".text")));
  }

  private Component levels() {
    var levels = new DescriptionList();
    levels.addClassName("home-levels");
    for (var level : new String[] {"REGISTERED", "ON_REQUEST", "DURING_INCIDENTS", "ALWAYS"}) {
      levels.add(
          new Term(getTranslation("common.level." + level)),
          new Description(getTranslation("common.level." + level + ".text")));
    }
    var panel = new Section(new H2(getTranslation("home.levels")), levels);
    panel.addClassName("panel");
    return panel;
  }

  /// How often an owner's word was set aside, for everyone to read.
  private Paragraph emergencies() {
    var counts = overrides.counts();
    return new Paragraph(
        getTranslation(
            "override.public", counts.asked(), counts.unreviewed(), counts.unjustified()));
  }

  private Component promises() {
    var log = new PlainLink("audit/checkpoint", getTranslation("shell.checkpoint"));
    var promises =
        new Div(
            new Section(
                new H2(getTranslation("home.off.title")),
                new Paragraph(getTranslation("home.off.text"))),
            new Section(
                new H2(getTranslation("home.check.title")),
                new Paragraph(getTranslation("home.check.text")),
                emergencies(),
                log));
    promises.addClassName("home-promises");
    return promises;
  }
}
