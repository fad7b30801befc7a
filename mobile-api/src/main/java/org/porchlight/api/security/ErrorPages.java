package org.porchlight.api.security;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
      page(response, status);
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

  private static void page(HttpServletResponse response, HttpStatus status) throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.TEXT_HTML_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response
        .getWriter()
        .write(
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$d · Porchlight</title><link rel="stylesheet" href="/porchlight.css"></head>
            <body><main class="page"><h1>%2$s</h1>
            <p><a href="/">Porchlight</a></p></main></body></html>
            """
                .formatted(status.value(), status.getReasonPhrase()));
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
