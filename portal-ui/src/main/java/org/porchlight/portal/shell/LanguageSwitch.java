package org.porchlight.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Locale;
import java.util.Optional;

/// Offers the other language, in that language.
class LanguageSwitch extends Button {

  private static final long serialVersionUID = 1L;

  LanguageSwitch() {
    var other = Languages.other(UI.getCurrent().getLocale());
    setText(
        other.getDisplayLanguage(other).substring(0, 1).toUpperCase(other)
            + other.getDisplayLanguage(other).substring(1));
    setIcon(VaadinIcon.GLOBE.create());
    getElement().setAttribute("lang", other.getLanguage());
    addThemeVariants(ButtonVariant.TERTIARY);
    addClassName("language-switch");
    addClickListener(_ -> speak(other));
  }

  /// Builds the page anew in the other language, with everything that was typed.
  private static void speak(Locale language) {
    var ui = UI.getCurrent();
    Languages.choose(language);
    ui.getPage().executeJs("document.documentElement.lang = $0", language.getLanguage());
    var typed = view(ui).map(Typed::into);
    ui.refreshCurrentRoute(true);
    typed.ifPresent(before -> view(ui).ifPresent(before::again));
  }

  private static Optional<Component> view(UI ui) {
    return ui.getActiveRouterTargetsChain().stream()
        .findFirst()
        .filter(Component.class::isInstance)
        .map(Component.class::cast);
  }
}
