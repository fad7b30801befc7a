package org.porchlight.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.LogIn;
import org.porchlight.identity.LogInAnswer;
import org.porchlight.portal.shell.CurrentActor;
import org.porchlight.portal.shell.WebSessions;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Log-in in up to three steps, for the portal and for phones that come from the authorization
/// server. Afterwards the browser goes back to what it asked for in the first place.
///
/// Plain pages rather than views: they work before any script is loaded, and under a policy that
/// allows none.
@Controller
class LogInPages {

  private static final String PENDING = "porchlight.login";

  /// Troubles that are not about the fields of the page.
  private static final Set<String> WITH_THE_PROVIDER =
      Set.of("login.error.openid", "login.error.silent");

  private final LogIn logIn;
  private final WebSessions sessions;
  private final CurrentActor current;
  private final OpenIdSettings openId;
  private final HttpSessionRequestCache wanted = new HttpSessionRequestCache();

  LogInPages(LogIn logIn, WebSessions sessions, CurrentActor current, OpenIdSettings openId) {
    this.openId = openId;
    this.logIn = logIn;
    this.sessions = sessions;
    this.current = current;
  }

  /// What stands between password and session. Kept in the session of the browser, so the challenge
  /// never leaves the server.
  private record Pending(String challenge, boolean enrolling) implements Serializable {}

  @GetMapping("/login")
  ResponseEntity<String> ask(HttpServletRequest request, HttpServletResponse response) {
    if (current.find().isPresent()) {
      return to(request, "/");
    }
    var error =
        request.getParameter("again") != null
            ? "login.error.again"
            : request.getParameter("openid") != null ? "login.error.openid" : null;
    return passwordPage(request, response, "", error, HttpStatus.OK);
  }

  /// Reached only while the provider does not answer: else the chain sends the browser there.
  @GetMapping(OpenIdLogIn.START + "/{provider}")
  ResponseEntity<String> providerIsSilent(
      @PathVariable String provider, HttpServletRequest request, HttpServletResponse response) {
    return openId.configured() && provider.equals(OpenIdProvider.ID)
        ? passwordPage(request, response, "", "login.error.silent", HttpStatus.SERVICE_UNAVAILABLE)
        : to(request, "/login");
  }

  /// Goes on where the provider has vouched for somebody.
  void afterProvider(LogInAnswer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var next =
        switch (answer) {
          case LogInAnswer.SignedIn(var actor) -> enter(actor, request, response);
          case LogInAnswer.NeedsSecondFactor(var challenge) ->
              pending(new Pending(challenge, false), "/login/code", request);
          case LogInAnswer.MustEnrolSecondFactor(var challenge) ->
              pending(new Pending(challenge, true), "/login/enrol", request);
          case LogInAnswer.Refused(), LogInAnswer.Locked(), LogInAnswer.Expired() ->
              to(request, "/login?openid=refused");
        };
    response.sendRedirect(String.valueOf(next.getHeaders().getLocation()));
  }

  @PostMapping("/login")
  ResponseEntity<String> password(
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    var answer = logIn.withPassword(email, password, request.getRemoteAddr());
    return switch (answer) {
      case LogInAnswer.SignedIn(var actor) -> enter(actor, request, response);
      case LogInAnswer.NeedsSecondFactor(var challenge) ->
          pending(new Pending(challenge, false), "/login/code", request);
      case LogInAnswer.MustEnrolSecondFactor(var challenge) ->
          pending(new Pending(challenge, true), "/login/enrol", request);
      case LogInAnswer.Refused() -> refused(request, response, email, "login.error.refused");
      case LogInAnswer.Locked() -> refused(request, response, email, "login.error.locked");
      case LogInAnswer.Expired() -> refused(request, response, email, "login.error.again");
    };
  }

  @GetMapping("/login/code")
  ResponseEntity<String> askForCode(HttpServletRequest request, HttpServletResponse response) {
    var pending = pending(request);
    return pending == null || pending.enrolling()
        ? to(request, "/login")
        : codePage(request, response, null, HttpStatus.OK);
  }

  @PostMapping("/login/code")
  ResponseEntity<String> code(
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      HttpServletResponse response) {
    var pending = pending(request);
    if (pending == null || pending.enrolling()) {
      return to(request, "/login");
    }
    var answer = logIn.withCode(pending.challenge(), code, request.getRemoteAddr());
    return switch (answer) {
      case LogInAnswer.SignedIn(var actor) -> enter(actor, request, response);
      case LogInAnswer.Refused() ->
          codePage(request, response, "login.error.code", HttpStatus.UNAUTHORIZED);
      case LogInAnswer.Locked() -> refused(request, response, "", "login.error.locked");
      case LogInAnswer.Expired(),
          LogInAnswer.NeedsSecondFactor(_),
          LogInAnswer.MustEnrolSecondFactor(_) ->
          refused(request, response, "", "login.error.again");
    };
  }

  @GetMapping("/login/enrol")
  ResponseEntity<String> askToEnrol(HttpServletRequest request, HttpServletResponse response) {
    return enrolPage(request, response, null, HttpStatus.OK);
  }

  @PostMapping("/login/enrol")
  ResponseEntity<String> enrol(
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      HttpServletResponse response) {
    var pending = pending(request);
    if (pending == null || !pending.enrolling()) {
      return to(request, "/login");
    }
    var answer = logIn.withFirstCode(pending.challenge(), code, request.getRemoteAddr());
    return switch (answer) {
      case LogInAnswer.SignedIn(var actor) -> enter(actor, request, response);
      case LogInAnswer.Refused() ->
          enrolPage(request, response, "login.error.code", HttpStatus.UNAUTHORIZED);
      case LogInAnswer.Locked() -> refused(request, response, "", "login.error.locked");
      case LogInAnswer.Expired(),
          LogInAnswer.NeedsSecondFactor(_),
          LogInAnswer.MustEnrolSecondFactor(_) ->
          refused(request, response, "", "login.error.again");
    };
  }

  private ResponseEntity<String> enter(
      Actor actor, HttpServletRequest request, HttpServletResponse response) {
    request.getSession().removeAttribute(PENDING);
    var before = wanted.getRequest(request, response);
    sessions.begin(actor, request, response);
    if (before == null) {
      return to(request, "/");
    }
    wanted.removeRequest(request, response);
    // Made by our own server from the request it had to turn away, so it leads nowhere else.
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(before.getRedirectUrl()))
        .build();
  }

  private static ResponseEntity<String> pending(
      Pending pending, String next, HttpServletRequest request) {
    request.getSession().setAttribute(PENDING, pending);
    return to(request, next);
  }

  private static @Nullable Pending pending(HttpServletRequest request) {
    var session = request.getSession(false);
    return session != null && session.getAttribute(PENDING) instanceof Pending pending
        ? pending
        : null;
  }

  private static ResponseEntity<String> to(HttpServletRequest request, String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create(request.getContextPath() + path))
        .build();
  }

  private ResponseEntity<String> refused(
      HttpServletRequest request, HttpServletResponse response, String email, String error) {
    request.getSession().removeAttribute(PENDING);
    return passwordPage(request, response, email, error, HttpStatus.UNAUTHORIZED);
  }

  private ResponseEntity<String> passwordPage(
      HttpServletRequest request,
      HttpServletResponse response,
      String email,
      @Nullable String error,
      HttpStatus status) {
    var page = new Html(request, Words.of(request, response)).title("login.title");
    if (WITH_THE_PROVIDER.contains(String.valueOf(error))) {
      page.trouble(error);
    } else {
      page.error(error);
    }
    if (openId.configured()) {
      page.way(OpenIdLogIn.START + "/" + OpenIdProvider.ID, "login.openid", openId.name());
    }
    return page.form("/login")
        .field(
            "email",
            "login.email",
            "type=\"email\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\""
                + (email.isEmpty() ? " autofocus" : ""),
            email)
        .field(
            "password",
            "login.password",
            "type=\"password\" autocomplete=\"current-password\""
                + (email.isEmpty() ? "" : " autofocus"),
            "")
        .button("login.submit")
        .link("/password", "login.forgot")
        .link("/register", "login.signup")
        .show(status);
  }

  private static ResponseEntity<String> codePage(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String error,
      HttpStatus status) {
    return codeField(
            new Html(request, Words.of(request, response))
                .title("login.code.title")
                .text("login.code.text")
                .error(error)
                .form("/login/code"))
        .button("login.code.submit")
        .text("login.code.lost")
        .link("/login", "login.back")
        .show(status);
  }

  private ResponseEntity<String> enrolPage(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String error,
      HttpStatus status) {
    var pending = pending(request);
    var enrolment =
        pending == null
            ? java.util.Optional.<org.porchlight.identity.Enrolment>empty()
            : logIn.enrolment(pending.challenge());
    if (enrolment.isEmpty()) {
      return to(request, "/login");
    }
    var words = Words.of(request, response);
    return codeField(
            new Html(request, words)
                .title("login.enrol.title")
                .text("login.enrol.text")
                .error(error)
                .raw(QrCode.svg(enrolment.get().address(), words.get("login.enrol.qr")))
                .text("login.enrol.typing")
                .raw(
                    "<p><code class=\"secret\">"
                        + Words.escape(enrolment.get().secret().replaceAll("(.{4})(?=.)", "$1 "))
                        + "</code></p>")
                .form("/login/enrol"))
        .button("login.enrol.submit")
        .link("/login", "login.back")
        .show(status);
  }

  private static Html codeField(Html page) {
    return page.field(
        "code",
        "login.code",
        "type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"7\""
            + " pattern=\"[0-9]{3} ?[0-9]{3}\" autofocus",
        "");
  }
}
