package org.porchlight.portal.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.porchlight.portal.shell.Languages;
import org.springframework.web.util.HtmlUtils;

/// The portal's texts in the language of one request, escaped for HTML.
final class Words {

  private final Locale language;
  private final ResourceBundle texts;

  private Words(Locale language) {
    this.language = language;
    this.texts =
        ResourceBundle.getBundle(
            "vaadin-i18n.translations",
            language,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// The language chosen with `?lang=`, else the one chosen before, else the browser's.
  static Words of(HttpServletRequest request, HttpServletResponse response) {
    var chosen = request.getParameter("lang");
    if ("en".equals(chosen) || "es".equals(chosen)) {
      var language = Locale.of(chosen);
      response.addCookie(Languages.cookie(language));
      return new Words(language);
    }
    var cookies = request.getCookies();
    return new Words(
        Languages.chosenBefore(cookies == null ? new Cookie[0] : cookies)
            .orElseGet(() ->
                request.getLocale().getLanguage().equals("es")
                    ? Languages.SPANISH
                    : Languages.ENGLISH));
  }

  String code() {
    return language.getLanguage();
  }

  Words other() {
    return new Words(code().equals("es") ? Languages.ENGLISH : Languages.SPANISH);
  }

  /// Words to be put into others, which are escaped as a whole.
  String plain(String key) {
    return texts.getString(key);
  }

  String get(String key, Object... values) {
    return escape(new MessageFormat(texts.getString(key), language).format(values));
  }

  /// Escapes what has a meaning in HTML, and leaves letters with accents alone.
  static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
