package org.porchlight.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Collectors;
import org.porchlight.identity.Totp;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

/// The back stage of the demo: second-factor codes, and a button that plays dispatch.
@Controller
@ConditionalOnProperty("porchlight.demo")
class DemoPage {

  private final Clock clock;
  private final DemoCameras cameras;
  private final String pushPage;
  private final String template;

  DemoPage(
      Clock clock,
      DemoCameras cameras,
      @Value("${porchlight.standin.page:/standin/push}") String pushPage,
      @Value("classpath:demo/back-stage.html") Resource template)
      throws IOException {
    this.clock = clock;
    this.cameras = cameras;
    this.template = template.getContentAsString(UTF_8);
    this.pushPage = pushPage;
  }

  @GetMapping(path = "/demo", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String page(
      @RequestAttribute(name = "_csrf", required = false) CsrfToken csrf,
      @RequestParam(required = false) String answer) {
    var now = clock.instant();
    var rows = new StringBuilder();
    for (var person : DemoPerson.values()) {
      rows.append(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td><code data-account=\"%s\">%s</code></td></tr>"
              .formatted(
                  text(person.displayName()),
                  text(
                      person.roles().stream()
                          .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                          .sorted()
                          .collect(Collectors.joining(", "))),
                  text(person.email().value()),
                  text(person.email().value()),
                  person.needsSecondFactor()
                      ? Totp.codeAt(person.totpSecret(), now)
                      : "not needed"));
    }
    return template
        .replace(
            "{{answer}}",
            answer == null ? "" : "<p class=answer role=status>" + text(answer) + "</p>")
        .replace("{{password}}", text(DemoPerson.PASSWORD))
        .replace("{{accounts}}", rows)
        .replace("{{cameras}}", text(String.join("\n", cameras.urls())))
        .replace("{{pushes}}", text(pushPage))
        .replace(
            "{{csrf}}",
            csrf == null
                ? ""
                : "<input type=hidden name=\"%s\" value=\"%s\">"
                    .formatted(text(csrf.getParameterName()), text(csrf.getToken())))
        .replace("{{number}}", "HP-26-%06d".formatted(5000 + now.getEpochSecond() % 100_000));
  }

  @PostMapping(path = "/demo/cad")
  String report(
      @RequestParam String number,
      @RequestParam String kind,
      @RequestParam int priority,
      @RequestParam String latitude,
      @RequestParam String longitude,
      @RequestParam String address,
      @RequestParam String status,
      HttpServletRequest request) {
    var message = new LinkedHashMap<String, Object>();
    message.put("number", number);
    message.put("kind", kind);
    message.put("priority", priority);
    if (!latitude.isBlank() && !longitude.isBlank()) {
      message.put("latitude", numberOrText(latitude));
      message.put("longitude", numberOrText(longitude));
    }
    message.put("address", address);
    message.put("status", status);
    message.put("openedAt", clock.instant().toString());
    message.put("updatedAt", clock.instant().toString());
    var answer =
        new DemoClient(
                "http://localhost:" + request.getLocalPort(),
                DemoCity.CAD_CLIENT,
                DemoCity.CAD_SECRET)
            .post("/api/v1/cad/incidents", Json.write(message), null);
    return "redirect:/demo?answer="
        + URLEncoder.encode(
            "Dispatch was answered " + answer.statusCode() + " " + answer.body(), UTF_8);
  }

  /// What is no number goes out as it was typed: what comes of it is for the answer to say.
  private static Object numberOrText(String typed) {
    try {
      return Double.valueOf(typed.strip());
    } catch (NumberFormatException asItIs) {
      return typed;
    }
  }

  private static String text(String value) {
    return HtmlUtils.htmlEscape(value);
  }
}
