package org.porchlight.portal.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Gives every new session and page the language chosen last, and a handler for what nobody
/// expected: the log gets the error, the reader a number to quote.
@Component
class SessionStart implements VaadinServiceInitListener {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SessionStart.class);

  @Override
  public void serviceInit(ServiceInitEvent start) {
    start
        .getSource()
        .addSessionInitListener(opened -> {
          var session = opened.getSession();
          Languages.chosenBefore(opened.getRequest()).ifPresent(session::setLocale);
          session.setErrorHandler(SessionStart::apologise);
        });
    start
        .getSource()
        .addUIInitListener(opened -> {
          var ui = opened.getUI();
          chosenSince(ui).ifPresent(ui::setLocale);
          ui.getPage()
              .executeJs("document.documentElement.lang = $0", ui.getLocale().getLanguage());
        });
  }

  /// The language that was chosen after the session began: on a page of the door, or in another
  /// session of this browser.
  private static Optional<Locale> chosenSince(UI ui) {
    var request = VaadinRequest.getCurrent();
    return request == null
        ? Optional.empty()
        : Languages.chosenBefore(request).filter(chosen -> !chosen.equals(ui.getLocale()));
  }

  private static void apologise(ErrorEvent failed) {
    var reference = reference();
    LOG.error("Unexpected error {} in the portal", reference, failed.getThrowable());
    var ui = UI.getCurrent();
    if (ui != null) {
      var _ =
          ui.access(() -> {
            var message = ui.getTranslation("shell.error.unexpected", reference);
            var notice = Notification.show(message, 10_000, Notification.Position.MIDDLE);
            notice.addThemeVariants(NotificationVariant.ERROR);
            notice.setAssertive(true);
          });
    }
  }

  /// Short enough to read out on the telephone.
  static String reference() {
    return UUID.randomUUID().toString().substring(0, 8);
  }
}
