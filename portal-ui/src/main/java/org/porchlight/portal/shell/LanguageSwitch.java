package org.porchlight.portal.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;

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
    addClickListener(_ -> {
      Languages.choose(other);
      UI.getCurrent().getPage().reload();
    });
  }
}
