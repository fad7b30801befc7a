package org.porchlight.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.NotVideo;
import org.porchlight.camerasim.Scene;

/// What people get wrong, as they meet it: a clear message where it can be corrected, in their
/// language; nothing typed is lost, nothing is half registered, and refusals are in the log.
class BadInputIT {

  private static final String ADDRESS = "404 Wrong Way";

  private static RunningPorchlight porchlight;
  private static Chromium chromium;
  private static CameraSim cameras;

  @BeforeAll
  static void start() throws IOException {
    porchlight =
        RunningPorchlight.start(
            Files.createTempDirectory("porchlight-bad-input"),
            RunningPorchlight.freePort(),
            Map.of("PORCHLIGHT_DEMO", "true", "PORCHLIGHT_FEEDS_PROBE_TIME", "3s"));
    chromium = new Chromium();
    // In the network that the demo's administrators granted, beside the cameras of the demo.
    cameras = CameraSim.start(InetAddress.ofLiteral(simulatorHost()), 0);
    cameras.add("locked", Scene.ALLEY.clip(), CameraOptions.plain().digest("owner", "right"));
    cameras.add("page", Scene.ALLEY.clip()).faults().notVideo(NotVideo.WEB_PAGE);
  }

  @AfterAll
  static void stop() {
    cameras.close();
    chromium.close();
    porchlight.closeAndForget();
  }

  @Test
  void ownersAreToldWhatIsWrongWithAStreamAndNothingIsHalfRegistered() throws IOException {
    var closed = RunningPorchlight.freePort();
    try (var canary = new Canary();
        var owner = new Visitor(porchlight, chromium, "en")) {
      owner.signIn("owner");
      var page = owner.page;
      fillRegistration(owner);

      // What may not even be tried: said at the field, and no connection was made.
      refusedAtTheField(page, "file:///etc/passwd", "must begin with rtsp://");
      refusedAtTheField(page, "concat:a.ts|b.ts", "The stream address");
      refusedAtTheField(page, "rtsp://192.168.1.20/stream1", "leads into a private network");
      refusedAtTheField(page, canary.address("rtsp"), "leads into a private network");
      refusedAtTheField(page, canary.address("http"), "leads into a private network");

      // What is tried and does not work.
      var host = simulatorHost();
      answeredWhenTried(page, "rtsp://" + host + ":" + closed + "/x", "does not answer");
      page.getByLabel("User name of the camera").fill("owner");
      page.getByLabel("Password of the camera").fill("wrong");
      answeredWhenTried(page, cameras.urlOf("locked"), "refuses the user name or password");
      page.getByLabel("Password of the camera").fill("right");
      answeredWhenTried(page, cameras.urlOf("locked"), "It works");
      answeredWhenTried(page, cameras.urlOf("page"), "sends no video that we can use");

      // The same in Spanish, without typing anything again.
      page.getByText("Español").first().click();
      page.getByText("Registrar una cámara").first().waitFor();
      assertThat(page.getByLabel("Dirección", exactly()).first().inputValue()).isEqualTo(ADDRESS);
      spanishAnswers(page, canary, closed);

      owner.speak("en");
      owner.open("/cameras");
      assertThat(page.getByText(ADDRESS).count()).isZero();
      assertThat(canary.connections()).isZero();
      assertThat(owner.whatIsWrong()).isEmpty();
    }
    refusalsAreInTheLog();
  }

  @Test
  void dispatchIsToldThatAnIncidentNeedsAPlace() {
    try (var dispatch = new Visitor(porchlight, chromium, "en");
        var operator = new Visitor(porchlight, chromium, "en")) {
      dispatch.open("/demo");
      dispatch.page.getByLabel("Number").fill("HP-NO-PLACE");
      dispatch.page.getByLabel("Latitude").fill("");
      dispatch.page.getByLabel("Longitude").fill("");
      dispatch.page.locator("form button").click();

      assertThat(dispatch.page.locator(".answer").innerText()).contains("422", "place");
      operator.signIn("operator");
      operator.open("/console");
      assertThat(operator.page.getByText("HP-NO-PLACE").count()).isZero();
    }
  }

  @Test
  void nobodyLooksWithoutSayingWhy() {
    try (var operator = new Visitor(porchlight, chromium, "en")) {
      operator.signIn("supervisor");
      operator.open("/console");
      var page = operator.page;
      page.locator(".near-camera vaadin-button").first().click();

      page.getByText("Choose a purpose first").waitFor();
      assertThat(page.locator(".live-tile").count()).isZero();
      assertThat(operator.whatIsWrong()).isEmpty();
    }
  }

  private static void fillRegistration(Visitor owner) {
    var page = owner.page;
    owner.open("/cameras/new");
    page.getByLabel("Street address").fill(ADDRESS);
    page.getByText("Place the pin by numbers").click();
    page.getByLabel("Latitude").fill("33.5171");
    page.getByLabel("Longitude").fill("-86.8031");
    page.getByLabel("I own it").check();
    page.getByLabel("Sidewalk").check();
    page.getByLabel(Pattern.compile("During incidents nearby")).check();
    page.getByLabel("I have read this and agree.").check();
  }

  /// Both when it is tried and when it is registered.
  private static void refusedAtTheField(Page page, String address, String words) {
    var field = page.getByLabel("Stream address");
    var wrong = page.locator("vaadin-text-field[invalid] [slot=error-message]");
    for (var button : new String[] {"Try it", "Register camera"}) {
      field.fill("rtsp://203.0.113.20/");
      field.fill(address);
      button(page, button).click();
      wrong.filter(new Locator.FilterOptions().setHasText(words)).waitFor();
      assertThat(field.inputValue()).isEqualTo(address);
      assertThat(page.getByLabel("Street address").inputValue()).isEqualTo(ADDRESS);
    }
  }

  private static void answeredWhenTried(Page page, String address, String words) {
    page.getByLabel("Stream address").fill(address);
    button(page, "Try it").click();
    page.locator(".message").filter(new Locator.FilterOptions().setHasText(words)).waitFor();
    assertThat(page.getByLabel("Stream address").inputValue()).isEqualTo(address);
  }

  private static void spanishAnswers(Page page, Canary canary, int closed) {
    var address = page.getByLabel("Dirección del video");
    page.locator("input[type=password]").fill("wrong");
    for (var wrong :
        Map.of(
                "file:///etc/passwd",
                "debe empezar por rtsp://",
                canary.address("rtsp"),
                "lleva a una red privada",
                "rtsp://" + simulatorHost() + ":" + closed + "/x",
                "no responde",
                cameras.urlOf("locked"),
                "rechaza el usuario o la contraseña",
                cameras.urlOf("page"),
                "no envía video que podamos usar")
            .entrySet()) {
      address.fill(wrong.getKey());
      button(page, "Probar").click();
      page.getByText(wrong.getValue()).first().waitFor();
    }
  }

  private static void refusalsAreInTheLog() {
    try (var auditor = new Visitor(porchlight, chromium, "en")) {
      auditor.signIn("auditor");
      auditor.open("/log");
      auditor.page.getByLabel("Event").fill("camera.address.refused");
      button(auditor.page, "Look").click();
      auditor.page.locator("tr").filter(having("NOT_PUBLIC")).first().waitFor();
      assertThat(auditor.page.locator("tr").filter(having("SCHEME")).count()).isPositive();
      // Five addresses, each tried and registered; two of them tried again in Spanish.
      assertThat(auditor.page.locator("tr").filter(having("denied")).count()).isEqualTo(12);
    }
  }

  private static String simulatorHost() {
    var found = Pattern.compile("rtsp:[^\\s<]*").matcher(porchlight.get("/demo").body());
    if (!found.find()) {
      throw new IllegalStateException("The demo names no simulated camera");
    }
    return URI.create(found.group()).getHost();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  /// Listens where no connection may ever come.
  private static final class Canary implements AutoCloseable {

    private final ServerSocket socket;
    private final String host;
    private final AtomicInteger seen = new AtomicInteger();

    Canary() throws IOException {
      // The other loopback address where the simulator has the usual one.
      var other = simulatorHost().equals("127.0.0.1");
      host = other ? "[::1]" : "127.0.0.1";
      socket = new ServerSocket(0, 8, InetAddress.ofLiteral(other ? "::1" : "127.0.0.1"));
      Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
      while (!socket.isClosed()) {
        try (var _ = socket.accept()) {
          seen.incrementAndGet();
        } catch (IOException closed) {
          return;
        }
      }
    }

    String address(String scheme) {
      return scheme + "://" + host + ":" + socket.getLocalPort() + "/stream1";
    }

    int connections() {
      return seen.get();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
