package org.porchlight.portal.console;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.CameraNear;
import org.porchlight.access.Ground;
import org.porchlight.access.Verdict;
import org.porchlight.incidents.IncidentId;
import org.porchlight.portal.center.Words;
import org.porchlight.portal.replay.ReplayNavigation;

/// A camera near the incident: the button that opens it, or the reason why there is none.
final class NearCameraRow extends ListItem {

  private static final long serialVersionUID = 1L;

  final CameraNear near;
  final @Nullable IncidentId replay;
  final Button open;
  private final Div about = new Div();

  /// @param replay the incident for which its recordings may be looked at; null if there are none
  NearCameraRow(
      CameraNear near,
      @Nullable IncidentId replay,
      Words words,
      Consumer<CameraNear> onOpen,
      Consumer<CameraNear> onOverride,
      Consumer<CameraNear> onPoint) {
    this.near = near;
    this.replay = replay;
    addClassName("near-camera");
    var name = new Span(near.camera().name());
    name.addClassName("near-name");
    var facts =
        new Span(
            words.distance(near.metres())
                + " · "
                + getTranslation("console.ownership." + near.camera().ownership().name()));
    facts.addClassName("soft");
    about.add(name, facts);
    about.addClassName("near-about");
    open = new Button(getTranslation("console.open"), VaadinIcon.PLAY.create());
    open.setAriaLabel(getTranslation("console.openCamera", near.camera().name()));
    open.addThemeVariants(ButtonVariant.PRIMARY);
    open.addClickListener(_ -> onOpen.accept(near));
    switch (near.verdict()) {
      case Verdict.MayOpen(var ground) when near.camera().connected() -> {
        about.add(verdict("state-good", VaadinIcon.CHECK, words(ground)));
        add(about, open);
      }
      case Verdict.MayOpen _ -> {
        about.add(verdict("", VaadinIcon.UNLINK, getTranslation("console.notConnected")));
        add(about);
      }
      case Verdict.MayNot(var reason) -> {
        about.add(verdict("", VaadinIcon.LOCK, getTranslation("reason." + reason.name())));
        add(about);
        if (near.mayBeOverridden() && near.camera().connected()) {
          add(override(onOverride));
        }
      }
    }
    if (replay != null) {
      about.add(ReplayNavigation.link(replay, near.camera(), getTranslation("console.replay")));
    }
    about.addClickListener(_ -> onPoint.accept(near));
  }

  boolean mayOpen() {
    return mayOpen(near);
  }

  /// Whether there is a button: the rules allow it, and there is a stream to open.
  static boolean mayOpen(CameraNear near) {
    return near.verdict() instanceof Verdict.MayOpen && near.camera().connected();
  }

  /// Whether the rules allow to look at what was recorded, if there is anything.
  static boolean mayReplay(CameraNear near) {
    return near.verdict() instanceof Verdict.MayOpen;
  }

  private Button override(Consumer<CameraNear> onOverride) {
    var button = new Button(getTranslation("override.button"));
    button.setAriaLabel(getTranslation("override.camera", near.camera().name()));
    button.addThemeVariants(ButtonVariant.TERTIARY);
    button.addClickListener(_ -> onOverride.accept(near));
    return button;
  }

  private Div verdict(String look, VaadinIcon sign, String sentence) {
    var icon = sign.create();
    icon.getElement().setAttribute("aria-hidden", "true");
    var verdict = new Div(icon, new Span(sentence));
    verdict.addClassNames("verdict");
    if (!look.isEmpty()) {
      verdict.addClassName("verdict-yes");
    }
    return verdict;
  }

  private String words(Ground ground) {
    return getTranslation(
        switch (ground) {
          case Ground.OpenIncident _ -> "console.ground.incident";
          case Ground.Alarm _ -> "console.ground.alarm";
          case Ground.Exigent _ -> "console.ground.exigent";
          case Ground.StandingConsent _ -> "console.ground.always";
          case Ground.AgencyPolicy _ -> "console.ground.agency";
          case Ground.Evidence _ -> "console.ground.evidence";
        });
  }
}
