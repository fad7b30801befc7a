package org.porchlight.portal.cameras;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Level;
import org.porchlight.feeds.FeedState;
import org.porchlight.portal.health.HealthNavigation;
import org.porchlight.portal.ledger.LedgerNavigation;
import org.porchlight.portal.registration.RegistrationNavigation;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.StateWord;
import org.porchlight.portal.shell.When;
import org.porchlight.registry.Camera;
import org.porchlight.registry.Site;
import org.porchlight.registry.SiteProof;

/// One camera of an owner.
class CameraCard extends Article {

  /// How the camera's picture is.
  sealed interface Feed {
    /// There is no stream address.
    record NotConnected() implements Feed {}

    record Connected(FeedState state) implements Feed {}

    /// It dials in, and nobody needs its picture now.
    ///
    /// @param here whether it sends
    record DialsIn(boolean here) implements Feed {}

    /// It could not be found out.
    record Unknown() implements Feed {}
  }

  /// Everything the card shows.
  record Shown(Camera camera, Optional<Consent> consent, Optional<Site> site, Feed feed) {}

  final Button switchOff = new Button(getTranslation("cameras.switch.off"));
  final Button switchOn = new Button(getTranslation("cameras.switch.on"));
  final Button delete = new Button(getTranslation("cameras.delete"), VaadinIcon.TRASH.create());

  private final H2 title = new H2();
  private final Paragraph address = new Paragraph();
  private final Div states = new Div();
  private final Div terms = new Div();
  private final Map<Anchor, String> links = new LinkedHashMap<>();
  private Shown shown;

  CameraCard(Shown shown, BiConsumer<Camera, Boolean> switchSharing, Consumer<Camera> onDelete) {
    this.shown = shown;
    addClassNames("panel", "camera-card");
    title.getElement().setAttribute("tabindex", "-1");
    address.addClassName("soft");
    states.addClassName("row");
    terms.addClassName("camera-terms");
    add(title, address, states, terms, actions(switchSharing, onDelete));
    show(shown);
  }

  Shown shown() {
    return shown;
  }

  /// Says how it is now. The buttons stay where and what they are: nobody must press one and hit
  /// another, or nothing.
  final void show(Shown now) {
    shown = now;
    var name = now.camera().name();
    title.setText(name);
    address.setText(now.site().map(Site::address).orElse(""));
    states.removeAll();
    states.add(sharingState(), proofState(), feedState());
    terms.removeAll();
    addTerms();
    switchOff.setVisible(!isOff());
    switchOn.setVisible(isOff());
    switchOff.setAriaLabel(getTranslation("cameras.switch.off.of", name));
    switchOn.setAriaLabel(getTranslation("cameras.switch.on.of", name));
    delete.setAriaLabel(getTranslation("cameras.delete.of", name));
    links.forEach((link, key) -> link.setAriaLabel(getTranslation(key) + ": " + name));
  }

  private StateWord sharingState() {
    if (isOff()) {
      return new StateWord(Tone.BAD, getTranslation("cameras.state.off"));
    }
    var shared =
        shown.consent().filter(consent -> consent.terms().level() != Level.REGISTERED).isPresent();
    return shared
        ? new StateWord(Tone.GOOD, getTranslation("cameras.state.on"))
        : new StateWord(Tone.CALM, getTranslation("cameras.state.registered"));
  }

  private StateWord proofState() {
    return switch (shown.site().map(Site::proof).orElseGet(SiteProof.Unproved::new)) {
      case SiteProof.Unproved() ->
          new StateWord(Tone.WAITING, getTranslation("cameras.proof.waiting"));
      case SiteProof.Proved _ -> new StateWord(Tone.GOOD, getTranslation("cameras.proof.proved"));
      case SiteProof.Ended _ -> new StateWord(Tone.BAD, getTranslation("cameras.proof.ended"));
    };
  }

  private StateWord feedState() {
    return switch (shown.feed()) {
      case Feed.NotConnected() ->
          new StateWord(Tone.CALM, getTranslation("cameras.feed.not-connected"));
      case Feed.Unknown() -> new StateWord(Tone.WAITING, getTranslation("cameras.feed.unknown"));
      case Feed.Connected(var state) -> feedState(state);
      case Feed.DialsIn(var here) ->
          here
              ? new StateWord(Tone.CALM, getTranslation("cameras.feed.here"))
              : new StateWord(Tone.WAITING, getTranslation("cameras.feed.absent"));
    };
  }

  private StateWord feedState(FeedState state) {
    return switch (state) {
      case FeedState.Idle() -> new StateWord(Tone.CALM, getTranslation("cameras.feed.idle"));
      case FeedState.Waiting(var since) ->
          new StateWord(Tone.WAITING, getTranslation("cameras.feed.waiting", When.of(since)));
      case FeedState.Connecting _ ->
          new StateWord(Tone.WAITING, getTranslation("cameras.feed.connecting"));
      case FeedState.Delivering _ ->
          new StateWord(Tone.GOOD, getTranslation("cameras.feed.delivering"));
      case FeedState.Lost(var since, var problem, _) ->
          new StateWord(
              Tone.BAD,
              getTranslation("cameras.feed.lost", When.of(since))
                  + " "
                  + getTranslation("cameras.problem." + problem));
    };
  }

  private void addTerms() {
    shown
        .consent()
        .map(Consent::terms)
        .ifPresent(agreed -> {
          var level = new Paragraph(getTranslation("common.level." + agreed.level()));
          level.addClassName("level-name");
          terms.add(level);
          terms.add(
              new Paragraph(
                  agreed.level() == Level.DURING_INCIDENTS
                      ? getTranslation(
                          "cameras.terms.during",
                          agreed.radiusMetres(),
                          getTranslation("cameras.priority." + agreed.lowestPriority()))
                      : getTranslation("common.level." + agreed.level() + ".text")));
        });
  }

  private Div actions(BiConsumer<Camera, Boolean> switchSharing, Consumer<Camera> onDelete) {
    var camera = shown.camera();
    switchOff.setIcon(VaadinIcon.POWER_OFF.create());
    switchOff.addThemeVariants(ButtonVariant.ERROR);
    switchOff.addClickListener(_ -> {
      switchSharing.accept(shown.camera(), false);
      // Not to the other switch: whoever presses twice must not share again.
      title.getElement().callJsFunction("focus");
    });
    switchOn.setIcon(VaadinIcon.POWER_OFF.create());
    switchOn.addThemeVariants(ButtonVariant.PRIMARY);
    switchOn.addClassName("takes-its-time");
    switchOn.addClickListener(_ -> {
      switchSharing.accept(shown.camera(), true);
      switchOff.focus();
    });
    delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
    delete.addClickListener(_ -> onDelete.accept(shown.camera()));
    var actions =
        new Div(
            switchOff,
            switchOn,
            link(LedgerNavigation.ledgerOf(camera.id()), "cameras.ledger"),
            link(HealthNavigation.healthOf(camera.id()), "cameras.health"),
            link(CamerasNavigation.sharingOf(camera.id()), "cameras.change"),
            link(RegistrationNavigation.editOf(camera.id()), "cameras.edit"),
            delete);
    actions.addClassNames("row", "camera-actions");
    return actions;
  }

  private Anchor link(String address, String key) {
    var link = new Anchor(address, getTranslation(key));
    link.addClassName("button-link");
    links.put(link, key);
    return link;
  }

  private boolean isOff() {
    return shown.consent().map(Consent::off).orElse(true);
  }
}
