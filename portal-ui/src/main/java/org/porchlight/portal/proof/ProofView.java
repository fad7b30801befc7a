package org.porchlight.portal.proof;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import org.porchlight.identity.Actor;
import org.porchlight.portal.map.CameraMap;
import org.porchlight.portal.map.MapMarker;
import org.porchlight.portal.map.MapSettings;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.StateWord;
import org.porchlight.portal.shell.When;
import org.porchlight.registry.AddressProof;
import org.porchlight.registry.ProofAnswer;
import org.porchlight.registry.SitesToProve;
import org.porchlight.registry.SitesToProve.SiteToProve;

/// The sites that wait for somebody to go there and put up a decal.
@Route(value = "proof", layout = MainLayout.class)
@Menu(title = "proof.menu", order = 70, icon = "vaadin:check-circle")
@RolesAllowed("ADMINISTRATOR")
class ProofView extends Page {

  private static final int SHOWN = 50;

  final Div answer = new Div();
  final OrderedList sites = new OrderedList();
  final Paragraph none = new Paragraph(getTranslation("proof.none"));
  final CameraMap map;

  private final SitesToProve toProve;
  private final AddressProof proof;
  private final Actor staff;

  ProofView(
      SitesToProve toProve,
      AddressProof proof,
      MapSettings settings,
      AuthenticationContext visitor) {
    super("proof");
    this.toProve = toProve;
    this.proof = proof;
    staff = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    useWholeWidth();
    showLead();
    map = new CameraMap(settings);
    map.setAccessibleName(getTranslation("proof.map"));
    map.addClassName("proof-map");
    map.addSelectListener(chosen -> map.select(chosen.id()));
    sites.addClassName("proof-sites");
    var both = new Div(sites, map);
    both.addClassName("proof-both");
    add(answer, none, both);
    show();
  }

  private void show() {
    var waiting = toProve.page(staff, 0, SHOWN);
    none.setVisible(waiting.isEmpty());
    sites.removeAll();
    waiting.forEach(site -> sites.add(item(site)));
    map.setVisible(!waiting.isEmpty());
    map.setMarkers(waiting.stream().map(ProofView::marker).toList());
    if (!waiting.isEmpty()) {
      map.fit(waiting.stream().map(SiteToProve::place).toList());
    }
  }

  private static MapMarker marker(SiteToProve site) {
    return MapMarker.of(
        site.id().toString(),
        MapMarker.Kind.PLACE,
        MapMarker.State.NORMAL,
        site.place(),
        site.address());
  }

  private ListItem item(SiteToProve site) {
    var facts =
        new Paragraph(
            getTranslation(
                "proof.facts",
                getTranslation("proof.relation." + site.relation()),
                site.cameras(),
                When.of(site.registeredAt())));
    facts.addClassName("soft");
    var decal = new TextField(getTranslation("proof.decal"));
    decal.setManualValidation(true);
    decal.setMaxLength(40);
    var proved = new Button(getTranslation("proof.proved"));
    proved.setAriaLabel(getTranslation("proof.proved.of", site.address()));
    proved.addThemeVariants(ButtonVariant.PRIMARY);
    proved.addClickListener(_ -> prove(site, decal));
    var where = new Button(getTranslation("proof.where"), _ -> point(site));
    where.setAriaLabel(getTranslation("proof.where.of", site.address()));
    var actions = new Div(decal, proved, where);
    actions.addClassNames("row", "proof-actions");
    var item = new ListItem(new H2(site.address()), facts);
    if (site.duplicate()) {
      item.add(new StateWord(Tone.WAITING, getTranslation("proof.duplicate")));
    }
    item.add(actions);
    item.addClassName("panel");
    return item;
  }

  private void point(SiteToProve site) {
    map.select(site.id().toString());
    map.focus(site.place(), 18);
  }

  private void prove(SiteToProve site, TextField decal) {
    answer.removeAll();
    decal.setInvalid(false);
    switch (proof.byStaff(staff, site.id(), decal.getValue())) {
      case ProofAnswer.Proved(var done) -> {
        answer.add(new Message(Tone.GOOD, getTranslation("proof.done", done.address())));
        show();
      }
      case ProofAnswer.Refused(var why) -> {
        decal.setErrorMessage(getTranslation("proof.refused." + why));
        decal.setInvalid(true);
        decal.focus();
      }
    }
  }
}
