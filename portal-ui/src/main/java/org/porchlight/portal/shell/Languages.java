package org.porchlight.portal.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The languages of the portal, and the one this browser chose last.
public final class Languages {

  public static final Locale ENGLISH = Locale.ENGLISH;
  public static final Locale SPANISH = Locale.of("es");
  static final List<Locale> ALL = List.of(ENGLISH, SPANISH);

  private static final String COOKIE = "porchlight-language";
  private static final int A_YEAR_IN_SECONDS = 365 * 24 * 60 * 60;

  private Languages() {}

  /// The language of the page shown now, as a code such as `en`.
  public static String shown() {
    var ui = UI.getCurrent();
    return (ui == null ? ENGLISH : ui.getLocale()).getLanguage();
  }

  /// The one to offer to a reader of the other.
  static Locale other(Locale shown) {
    return shown.getLanguage().equals(SPANISH.getLanguage()) ? ENGLISH : SPANISH;
  }

  static void choose(Locale language) {
    VaadinSession.getCurrent().setLocale(language);
    var response = VaadinResponse.getCurrent();
    if (response != null) {
      response.addCookie(cookie(language));
    }
  }

  static Optional<Locale> chosenBefore(VaadinRequest request) {
    var cookies = request.getCookies();
    return cookies == null ? Optional.empty() : chosenBefore(cookies);
  }

  /// The language that this browser chose last, on a page outside of Vaadin.
  public static Optional<Locale> chosenBefore(Cookie[] cookies) {
    for (var cookie : cookies) {
      if (cookie.getName().equals(COOKIE)) {
        return ALL.stream()
            .filter(language -> language.getLanguage().equals(cookie.getValue()))
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /// Remembers the language for a year.
  public static Cookie cookie(Locale language) {
    var cookie = new Cookie(COOKIE, language.getLanguage());
    cookie.setPath("/");
    cookie.setMaxAge(A_YEAR_IN_SECONDS);
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
