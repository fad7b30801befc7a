package org.porchlight.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.porchlight.consent.FirstCamera;
import org.porchlight.consent.LinkAnswer;
import org.porchlight.consent.WaitingCamera;
import org.porchlight.identity.PasswordAnswer;
import org.porchlight.identity.PasswordLinks;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Where the links in our mails lead: confirm an address, set a password.
///
/// Following a link changes nothing yet, because mail scanners follow links too; the button does.
@Controller
class PasswordPages {

  private final FirstCamera firstCamera;
  private final PasswordLinks links;

  PasswordPages(FirstCamera firstCamera, PasswordLinks links) {
    this.firstCamera = firstCamera;
    this.links = links;
  }

  @GetMapping("/confirm/{token}")
  ResponseEntity<String> askToConfirm(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    var words = Words.of(request, response);
    var camera = firstCamera.look(token, words.code());
    return camera.isPresent()
        ? cameraPage(token, camera.get(), request, words, HttpStatus.OK)
        : new Html(request, words)
            .title("login.confirm.title")
            .text("login.confirm.text")
            .form("/confirm/" + token)
            .button("login.confirm.submit")
            .show();
  }

  /// @param agreed names the words that were on the page
  @PostMapping("/confirm/{token}")
  ResponseEntity<String> confirm(
      @PathVariable String token,
      @RequestParam(required = false) @Nullable String agreed,
      HttpServletRequest request,
      HttpServletResponse response) {
    var words = Words.of(request, response);
    return switch (firstCamera.confirm(token, agreed, words.code(), request.getRemoteAddr())) {
      case LinkAnswer.Confirmed(var withCamera, var password) when password != null ->
          ResponseEntity.status(HttpStatus.SEE_OTHER)
              .location(
                  URI.create(
                      request.getContextPath() + password + (withCamera ? "?registered" : "")))
              .build();
      case LinkAnswer.Confirmed _ ->
          new Html(request, words)
              .title("login.confirmed.title")
              .note("login.confirmed.text")
              .link("/login", "login.submit")
              .show();
      case LinkAnswer.NewWords(var camera) ->
          cameraPage(token, camera, request, words, HttpStatus.CONFLICT);
      case LinkAnswer.Gone() ->
          new Html(request, words)
              .title("login.confirm.title")
              .error("login.confirm.expired")
              .link("/login", "login.submit")
              .link("/register", "login.signup")
              .show(HttpStatus.GONE);
    };
  }

  private static ResponseEntity<String> cameraPage(
      String token,
      WaitingCamera camera,
      HttpServletRequest request,
      Words words,
      HttpStatus status) {
    var page =
        new Html(request, words)
            .title("front.confirm.title")
            .text("front.confirm.text")
            .text("front.confirm.address", camera.address())
            .text("front.confirm.level", words.plain("common.level." + camera.level()));
    if (camera.isNew()) {
      page.trouble("front.confirm.changed");
    }
    page.reading(
            "front.confirm.words", camera.words().language(), camera.words().text(), camera.isNew())
        .form("/confirm/" + token)
        .hidden("agreed", camera.words().hash());
    if (camera.isNew()) {
      page.check("read", "cameras.agree");
    }
    return page.button("front.confirm.submit").help("front.confirm.not-mine").show(status);
  }

  @GetMapping("/password")
  ResponseEntity<String> askWho(HttpServletRequest request, HttpServletResponse response) {
    return page(request, response)
        .title("login.forgot.title")
        .text("login.forgot.text")
        .form("/password")
        .field("email", "login.email", "type=\"email\" autocomplete=\"username\" autofocus", "")
        .button("login.forgot.submit")
        .link("/login", "login.back")
        .show();
  }

  @PostMapping("/password")
  ResponseEntity<String> sendLink(
      @RequestParam(defaultValue = "") String email,
      HttpServletRequest request,
      HttpServletResponse response) {
    links.request(email, request.getRemoteAddr());
    return page(request, response)
        .title("login.forgot.title")
        .note("login.forgot.sent")
        .link("/login", "login.back")
        .show();
  }

  @GetMapping("/password/{token}")
  ResponseEntity<String> askForPassword(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    return links.works(token)
        ? passwordPage(token, request, response, null)
        : expired(request, response);
  }

  @PostMapping("/password/{token}")
  ResponseEntity<String> setPassword(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (links.set(token, password, request.getRemoteAddr())) {
      case PasswordAnswer.Set() ->
          page(request, response)
              .title("login.password.title")
              .note("login.password.set")
              .link("/login", "login.submit")
              .show();
      case PasswordAnswer.Refused(var why) ->
          passwordPage(token, request, response, "login.why." + why);
      case PasswordAnswer.Expired() -> expired(request, response);
    };
  }

  private static ResponseEntity<String> passwordPage(
      String token,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable String error) {
    var page = page(request, response).title("login.password.title");
    if (request.getParameter("registered") != null) {
      page.note("front.confirmed");
    }
    return page.error(error)
        .form("/password/" + token)
        .field(
            "password",
            "login.password.new",
            "type=\"password\" autocomplete=\"new-password\" minlength=\"8\" maxlength=\"256\""
                + " autofocus",
            "")
        .help("login.password.help")
        .button("login.password.submit")
        .show(error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static ResponseEntity<String> expired(
      HttpServletRequest request, HttpServletResponse response) {
    return page(request, response)
        .title("login.password.title")
        .error("login.password.expired")
        .link("/password", "login.forgot")
        .link("/login", "login.back")
        .show(HttpStatus.GONE);
  }

  private static Html page(HttpServletRequest request, HttpServletResponse response) {
    return new Html(request, Words.of(request, response));
  }
}
