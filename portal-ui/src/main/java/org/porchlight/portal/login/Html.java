package org.porchlight.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;

/// A page of the door as HTML: no script, one form, works in every browser and with every password
/// manager.
final class Html {

  private final HttpServletRequest request;
  private final Words words;
  private final StringBuilder content = new StringBuilder();
  private String title = "";
  private boolean refused;

  Html(HttpServletRequest request, Words words) {
    this.request = request;
    this.words = words;
  }

  Html title(String key) {
    title = words.get(key);
    content.append("<h1>").append(title).append("</h1>");
    return this;
  }

  Html text(String key, Object... values) {
    content.append("<p>").append(words.get(key, values)).append("</p>");
    return this;
  }

  /// Says what is wrong with what was typed, and what to do; read out by screen readers at once.
  Html error(@Nullable String key, Object... values) {
    refused = key != null;
    return trouble(key, values);
  }

  /// Says what went wrong without anything being wrong with the fields.
  Html trouble(@Nullable String key, Object... values) {
    if (key != null) {
      content
          .append("<p class=\"message message-bad\" id=\"error\" role=\"alert\">")
          .append(words.get(key, values))
          .append("</p>");
    }
    return this;
  }

  Html note(String key) {
    content.append("<p class=\"message\" role=\"status\">").append(words.get(key)).append("</p>");
    return this;
  }

  Html raw(String html) {
    content.append(html);
    return this;
  }

  Html form(String path) {
    content
        .append("<form class=\"panel stack\" method=\"post\" action=\"")
        .append(address(path))
        .append("\">");
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      content
          .append("<input type=\"hidden\" name=\"")
          .append(token.getParameterName())
          .append("\" value=\"")
          .append(Words.escape(token.getToken()))
          .append("\">");
    }
    return this;
  }

  /// A labelled field.
  ///
  /// @param attributes further attributes as HTML, for example `type="email"`
  /// @param value what was typed before
  Html field(String name, String key, String attributes, String value) {
    content.append(
        """
        <div class="field"><label for="%1$s">%2$s</label>
        <input id="%1$s" name="%1$s" required value="%3$s" %4$s %5$s></div>
        """
            .formatted(
                name,
                words.get(key),
                Words.escape(value),
                attributes,
                refused ? "aria-describedby=\"error\" aria-invalid=\"true\"" : ""));
    return this;
  }

  /// Something that goes with the form unseen.
  Html hidden(String name, String value) {
    content
        .append("<input type=\"hidden\" name=\"")
        .append(name)
        .append("\" value=\"")
        .append(Words.escape(value))
        .append("\">");
    return this;
  }

  /// A box that has to be ticked.
  Html check(String name, String key) {
    content.append(
        """
        <p class="check"><input type="checkbox" id="%1$s" name="%1$s" value="yes" required>
        <label for="%1$s">%2$s</label></p>
        """
            .formatted(name, words.get(key)));
    return this;
  }

  /// Words that are read by whoever opens them, or that stand open.
  ///
  /// @param language of the text
  Html reading(String key, String language, String text, boolean open) {
    content
        .append(open ? "<details open>" : "<details>")
        .append("<summary>")
        .append(words.get(key))
        .append("</summary><div class=\"consent-words\" lang=\"")
        .append(Words.escape(language))
        .append("\">");
    for (var paragraph : text.strip().split("\n\n", -1)) {
      content.append("<p>").append(Words.escape(paragraph)).append("</p>");
    }
    content.append("</div></details>");
    return this;
  }

  Html help(String key) {
    content.append("<p class=\"soft help\">").append(words.get(key)).append("</p>");
    return this;
  }

  Html button(String key) {
    content.append("<button type=\"submit\">").append(words.get(key)).append("</button></form>");
    return this;
  }

  /// A link that looks like a button, for a way in of its own.
  Html way(String path, String key, Object... values) {
    content
        .append("<p><a class=\"panel other-way\" href=\"")
        .append(address(path))
        .append("\">")
        .append(words.get(key, values))
        .append("</a></p>");
    return this;
  }

  Html link(String path, String key) {
    content
        .append("<p class=\"way\"><a href=\"")
        .append(address(path))
        .append("\">")
        .append(words.get(key))
        .append("</a></p>");
    return this;
  }

  ResponseEntity<String> show() {
    return show(HttpStatus.OK);
  }

  ResponseEntity<String> show(HttpStatus status) {
    var other = words.other();
    return ResponseEntity.status(status)
        .contentType(new MediaType("text", "html", java.nio.charset.StandardCharsets.UTF_8))
        .body(
            """
            <!doctype html>
            <html lang="%1$s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%2$s · Porchlight</title>
            <link rel="icon" href="%3$s/porchlight.svg">
            <link rel="stylesheet" href="%3$s/porchlight.css">
            <link rel="stylesheet" href="%3$s/login/login.css">
            </head>
            <body class="public-layout">
            <a class="skip-link" href="#main">%4$s</a>
            <header class="bar">
            <a class="brand" href="%3$s/"><img src="%3$s/porchlight.svg" alt=""><span>Porchlight</span></a>
            <div class="bar-actions"><a class="language" href="?lang=%5$s" lang="%5$s" hreflang="%5$s">%6$s</a></div>
            </header>
            <main id="main" class="public-content" tabindex="-1"><div class="page door">
            %7$s
            </div></main>
            <footer class="public-footer"><span>%8$s</span></footer>
            </body>
            </html>
            """
                .formatted(
                    words.code(),
                    title,
                    request.getContextPath(),
                    words.get("shell.skip"),
                    other.code(),
                    other.get("login.language"),
                    content,
                    words.get("shell.promise")));
  }

  private String address(String path) {
    return Words.escape(request.getContextPath() + path);
  }
}
