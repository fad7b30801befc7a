package org.porchlight.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PasswordAnswer;
import org.porchlight.identity.PasswordLinks;
import org.porchlight.identity.SignUp;
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

  private final SignUp signUp;
  private final PasswordLinks links;

  PasswordPages(SignUp signUp, PasswordLinks links) {
    this.signUp = signUp;
    this.links = links;
  }

  @GetMapping("/confirm/{token}")
  ResponseEntity<String> askToConfirm(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    return page(request, response)
        .title("login.confirm.title")
        .text("login.confirm.text")
        .form("/confirm/" + token)
        .button("login.confirm.submit")
        .show();
  }

  @PostMapping("/confirm/{token}")
  ResponseEntity<String> confirm(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    if (signUp.confirm(token, request.getRemoteAddr()).isEmpty()) {
      return page(request, response)
          .title("login.confirm.title")
          .error("login.confirm.expired")
          .link("/login", "login.submit")
          .link("/signup", "login.signup")
          .show(HttpStatus.GONE);
    }
    return page(request, response)
        .title("login.confirmed.title")
        .note("login.confirmed.text")
        .link("/login", "login.submit")
        .show();
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
    return page(request, response)
        .title("login.password.title")
        .error(error)
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
