package org.porchlight.portal.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/// What holds for the page as a whole: theme, own styles, push, light and dark by the wish of the
/// device. Vaadin finds it by scanning below the package of the application class.
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("context://porchlight.css")
@ColorScheme(ColorScheme.Value.LIGHT_DARK)
@Viewport("width=device-width, initial-scale=1")
@Push
public class PorchlightShell implements AppShellConfigurator {

  private static final long serialVersionUID = 1L;

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.addFavIcon("icon", "porchlight.svg", "any");
    settings.addMetaTag("description", "Porchlight: you decide how your camera may be used.");
    settings.addMetaTag("referrer", "same-origin");
  }
}
