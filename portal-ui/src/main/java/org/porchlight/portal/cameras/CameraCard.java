package org.porchlight.portal.cameras;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Level;
import org.porchlight.feeds.FeedState;
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

    /// It could not be found out.
    record Unknown() implements Feed {}
  }

  /// Everything the card shows.
  record Shown(Camera camera, Optional<Consent> consent, Optional<Site> site, Feed feed) {}

  final Button sharingSwitch = new Button();
  final Button delete = new Button(getTranslation("cameras.delete"), VaadinIcon.TRASH.create());

  private final Shown shown;

  CameraCard(Shown shown, BiConsumer<Camera, Boolean> switchSharing, Consumer<Camera> onDelete) {
    this.shown = shown;
    var camera = shown.camera();
    addClassNames("panel", "camera-card");
    var title = new H2(camera.name());
    var address = new Paragraph(shown.site().map(Site::address).orElse(""));
    address.addClassName("soft");
    add(title, address, states(), terms(), actions(switchSharing, onDelete));
  }

  Shown shown() {
    return shown;
  }

  private Div states() {
    var states = new Div(sharingState(), proofState(), feedState());
    states.addClassName("row");
    return states;
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

  private Div terms() {
    var words = new Div();
    words.addClassName("camera-terms");
    shown
        .consent()
        .map(Consent::terms)
        .ifPresent(terms -> {
          var level = new Paragraph(getTranslation("common.level." + terms.level()));
          level.addClassName("level-name");
          words.add(level);
          words.add(
              new Paragraph(
                  terms.level() == Level.DURING_INCIDENTS
                      ? getTranslation(
                          "cameras.terms.during",
                          terms.radiusMetres(),
                          getTranslation("cameras.priority." + terms.lowestPriority()))
                      : getTranslation("common.level." + terms.level() + ".text")));
        });
    return words;
  }

  private Div actions(BiConsumer<Camera, Boolean> switchSharing, Consumer<Camera> onDelete) {
    var camera = shown.camera();
    var off = isOff();
    sharingSwitch.setText(getTranslation(off ? "cameras.switch.on" : "cameras.switch.off"));
    sharingSwitch.setAriaLabel(
        getTranslation(off ? "cameras.switch.on.of" : "cameras.switch.off.of", camera.name()));
    sharingSwitch.setIcon(VaadinIcon.POWER_OFF.create());
    sharingSwitch.addThemeVariants(off ? ButtonVariant.PRIMARY : ButtonVariant.ERROR);
    sharingSwitch.addClickListener(_ -> switchSharing.accept(camera, off));
    delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
    delete.setAriaLabel(getTranslation("cameras.delete.of", camera.name()));
    delete.addClickListener(_ -> onDelete.accept(camera));
    var actions =
        new Div(
            sharingSwitch,
            link(LedgerNavigation.ledgerOf(camera.id()), "cameras.ledger"),
            link(CamerasNavigation.sharingOf(camera.id()), "cameras.change"),
            link(RegistrationNavigation.editOf(camera.id()), "cameras.edit"),
            delete);
    actions.addClassNames("row", "camera-actions");
    return actions;
  }

  private Anchor link(String address, String key) {
    var link = new Anchor(address, getTranslation(key));
    link.addClassName("button-link");
    link.setAriaLabel(getTranslation(key) + ": " + shown.camera().name());
    return link;
  }

  private boolean isOff() {
    return shown.consent().map(Consent::off).orElse(true);
  }
}
