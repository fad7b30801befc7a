package org.porchlight.api.security;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// What the container says when nobody else did: a problem for programs, a short page for people.
/// Takes the place of Spring Boot's, which knows only its own JSON.
@Controller
class ErrorPages implements ErrorController {

  private static final List<String> FOR_PROGRAMS =
      List.of("/api/", "/media/", "/audit/", "/oauth2/");

  private final SecurityProblems problems;

  ErrorPages(SecurityProblems problems) {
    this.problems = problems;
  }

  @RequestMapping("${server.error.path:/error}")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var status = status(request);
    if (isPersonsBrowser(request)) {
      page(request, response, status);
      return;
    }
    problems.write(
        request,
        response,
        status,
        status.is5xxServerError() ? "internal-error" : "invalid-request",
        status.getReasonPhrase(),
        status.is5xxServerError()
            ? "This is our mistake. Try again later."
            : "The request could not be understood or may not be made.");
  }

  /// What may not be opened and what is not there look the same, as in the portal.
  private static void page(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status)
      throws IOException {
    var words = status.is5xxServerError() ? Words.BROKEN : Words.NOTHING_HERE;
    var spanish = isSpanish(request);
    response.setStatus(status.value());
    response.setContentType(MediaType.TEXT_HTML_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response
        .getWriter()
        .write(
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
            <header class="bar"><a class="brand" href="%3$s/"><img src="%3$s/porchlight.svg" alt=""><span>Porchlight</span></a></header>
            <main id="main" class="public-content"><div class="page door">
            <h1>%2$s</h1>
            <p>%4$s</p>
            <p class="way"><a href="%3$s/">%5$s</a></p>
            </div></main>
            </body>
            </html>
            """
                .formatted(
                    spanish ? "es" : "en",
                    spanish ? words.titleEs : words.title,
                    request.getContextPath(),
                    spanish ? words.textEs : words.text,
                    spanish ? "Ir a la página de inicio" : "Go to the start page"));
  }

  /// The language that was chosen in the portal, else the browser's.
  private static boolean isSpanish(HttpServletRequest request) {
    var cookies = request.getCookies();
    return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
        .filter(cookie -> cookie.getName().equals("porchlight-language"))
        .map(Cookie::getValue)
        .findFirst()
        .orElse(request.getLocale().getLanguage())
        .equals("es");
  }

  private enum Words {
    NOTHING_HERE(
        "Nothing here",
        "There is no page at this address, or you may not open it with this account.",
        "Aquí no hay nada",
        "No hay ninguna página en esta dirección, o no puede abrirla con esta cuenta."),
    BROKEN(
        "Something went wrong",
        "This is our mistake. Try again in a moment.",
        "Algo salió mal",
        "El error es nuestro. Inténtelo de nuevo en un momento.");

    private final String title;
    private final String text;
    private final String titleEs;
    private final String textEs;

    Words(String title, String text, String titleEs, String textEs) {
      this.title = title;
      this.text = text;
      this.titleEs = titleEs;
      this.textEs = textEs;
    }
  }

  private static HttpStatus status(HttpServletRequest request) {
    var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    // Somebody who opens /error by hand asks for a page that is not there.
    return status == null
        ? (code == null ? HttpStatus.NOT_FOUND : HttpStatus.INTERNAL_SERVER_ERROR)
        : status;
  }

  private static boolean isPersonsBrowser(HttpServletRequest request) {
    var accept = request.getHeader("Accept");
    var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var forPrograms = path instanceof String uri && FOR_PROGRAMS.stream().anyMatch(uri::startsWith);
    return !forPrograms && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
  }
}
