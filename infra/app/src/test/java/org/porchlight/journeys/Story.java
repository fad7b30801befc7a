package org.porchlight.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The main job, step by step, as its people do it in their browsers. Every step finds its own way
/// in, so that the process may be killed between any two of them.
public final class Story {

  /// Name of the step after which the live view is open.
  public static final String LOOKING = "the operator looks";

  private static final String PASSWORD = "lantern-harbor-2026";
  private static final String OWN_PASSWORD = "a-long-enough-lantern-42";
  private static final Pattern TOKEN = Pattern.compile("\"(?:access|refresh)_token\":\"([^\"]+)\"");
  private static final Pattern TICKET = Pattern.compile("\"ticket\":\"([^\"]+)\"");
  private static final Pattern SIMULATED = Pattern.compile("rtsp:[^\\s<]*/porch");
  private static final String VIDEOS_SHOWN =
      """
      () => {
        const shown = (root) => [...root.querySelectorAll('*')].reduce((sum, element) =>
          sum + (element.tagName === 'VIDEO' && element.videoWidth > 0 && element.currentTime > 0)
            + (element.shadowRoot ? shown(element.shadowRoot) : 0), 0);
        return shown(document);
      }
      """;
  private static final String PHONE_IS_LIVE =
      """
      () => {
        const video = document.querySelector('#live video');
        return video && video.videoWidth > 0 && video.currentTime > 0;
      }
      """;
  private static final String VIDEO_IS_SHOWN = "() => (" + VIDEOS_SHOWN + ")() > 0";

  private final int house;
  private final double latitude;
  private final String officer;
  private final String resident;
  private final String camera;
  private final String number;
  private final Chromium chromium;
  private final Map<String, Page> windows = new HashMap<>();
  private final Map<String, Double> measured = new LinkedHashMap<>();

  /// Which process each page was last opened on.
  private final Map<Page, RunningPorchlight> opened = new HashMap<>();

  private final Set<String> secrets = new LinkedHashSet<>(Set.of(OWN_PASSWORD));
  private final Set<String> tokens = new LinkedHashSet<>();
  private final boolean looks;
  private @Nullable String stream;
  private RunningPorchlight porchlight;
  private long lookedAt;

  /// Tells a story of its own, at an address of its own: other runs of the same installation do not
  /// disturb it.
  ///
  /// @param mark a small whole number
  /// @param looks whether every page is photographed and tried for accessibility
  public Story(RunningPorchlight porchlight, Chromium chromium, int mark, boolean looks) {
    this.porchlight = porchlight;
    this.looks = looks;
    this.chromium = chromium;
    this.house = 210 + 2 * mark;
    this.latitude = 33.5180 + 0.0006 * mark;
    // Who accepted in another story still has that alert in hand.
    this.officer = List.of("officer", "officer2", "officer3").get((mark - 1) % 3);
    this.resident = "nina." + mark + "@home.example";
    this.camera = "Porch " + mark;
    this.number = "HP-T-" + mark;
  }

  /// One step: what happens, and doing it. It ends when its effect is seen.
  public record Step(String name, Runnable action) {}

  /// Does one step. Where it fails, a picture of every window is kept.
  public void tell(Step step) {
    try {
      step.action().run();
    } catch (RuntimeException | AssertionError failed) {
      windows.forEach((whose, page) -> Chromium.keep(page, "failed-" + whose));
      throw new AssertionError(
          "In the step \"" + step.name() + "\": " + failed.getMessage(), failed);
    }
  }

  /// The whole story, in order.
  public List<Step> steps() {
    return List.of(
        new Step("the resident signs up", this::residentSignsUp),
        new Step("the resident confirms the address", this::residentConfirmsTheAddress),
        new Step("the resident registers a camera", this::residentRegistersACamera),
        new Step("staff proves the address", this::staffProvesTheAddress),
        new Step("dispatch reports an incident", this::dispatchReportsAnIncident),
        new Step("the operator sees what may be opened", this::operatorSeesWhatMayBeOpened),
        new Step(LOOKING, this::operatorLooks),
        new Step("the resident sees who looked", this::residentSeesWhoLooked),
        new Step("the operator saves a clip", this::operatorSavesAClip),
        new Step("the clip plays in the portal", this::clipPlaysInThePortal),
        new Step("the operator closes the view", this::operatorClosesTheView),
        new Step("the officer goes on duty", this::officerGoesOnDuty),
        new Step("the operator alerts the nearest officer", this::operatorAlertsTheNearestOfficer),
        new Step("the officer accepts", this::officerAccepts),
        new Step("the officer plays the clip", this::officerPlaysTheClip),
        new Step("the officer looks", this::officerLooks),
        new Step("the resident sees what was taken", this::residentSeesWhatWasTaken),
        new Step("the resident switches off", this::residentSwitchesOff));
  }

  /// Lets the resident register the camera at this address.
  public void register(String address) {
    stream = address;
  }

  /// Goes on with an installation that was started again.
  public void continueWith(RunningPorchlight again) {
    porchlight = again;
  }

  /// Closes the windows of everybody in the story.
  public void end() {
    windows.values().forEach(page -> page.context().close());
    windows.clear();
  }

  /// What was typed, mailed or handed out in the story and must be in no log.
  public List<String> secrets() {
    return Stream.concat(secrets.stream(), tokens.stream()).toList();
  }

  /// What was measured so far, in milliseconds.
  public Map<String, Double> measured() {
    return measured;
  }

  private void look(Page page, String name) {
    if (looks) {
      Chromium.look(page, name);
    }
  }

  private Page owner() {
    return window("owner", Chromium.DESKTOP);
  }

  private Page staff() {
    return window("staff", Chromium.DESKTOP);
  }

  private Page console() {
    return window("console", Chromium.DESKTOP);
  }

  private Page desk() {
    return windows.computeIfAbsent("desk", _ -> console().context().newPage());
  }

  private Page phone() {
    return windows.computeIfAbsent(
        "phone",
        _ -> {
          var phone = chromium.window(Chromium.PHONE, "en-US");
          noteTokens(phone);
          return phone;
        });
  }

  private Page window(String whose, int width) {
    return windows.computeIfAbsent(whose, _ -> chromium.window(width, "en-US"));
  }

  private void residentSignsUp() {
    var page = owner();
    open(page, "/signup");
    page.getByLabel("E-mail address").fill(resident);
    page.getByLabel(Pattern.compile("^Password")).fill(OWN_PASSWORD);
    choose(page, page.locator("vaadin-select"), "");
    look(page, "signup");
    button(page, "Create account").click();
    page.getByText(resident).first().waitFor();
  }

  private void residentConfirmsTheAddress() {
    var page = owner();
    open(page, "/demo/mail");
    var link = page.locator("a[href*='/confirm/']").first();
    link.waitFor();
    var address = link.evaluate("a => a.href").toString();
    secrets.add(address.substring(address.lastIndexOf('/') + 1));
    page.navigate(address);
    look(page, "confirm");
    Chromium.submit(page, "button[type=submit]");
  }

  private void residentRegistersACamera() {
    var page = owner();
    signIn(page, resident, OWN_PASSWORD);
    open(page, "/cameras/new");
    page.getByLabel("Street address").fill(address());
    page.getByText("Place the pin by numbers").click();
    page.getByLabel("Latitude").fill(degrees(latitude));
    page.getByLabel("Longitude").fill("-86.8046");
    page.getByLabel("I own it").check();
    page.getByLabel("Sidewalk").check();
    page.getByLabel("Name (optional)").fill(camera);
    page.getByLabel(Pattern.compile("During incidents nearby")).check();
    page.getByLabel("Stream address").fill(simulatedCamera());
    page.getByLabel("I have read this and agree.").check();
    look(page, "register-camera");
    button(page, "Register camera").click();
    page.getByText(Pattern.compile("regist", Pattern.CASE_INSENSITIVE)).first().waitFor();
    open(page, "/cameras");
    page.getByText(camera).first().waitFor();
    look(page, "cameras");
  }

  private void staffProvesTheAddress() {
    var page = staff();
    signInAsStaff(page, "admin");
    open(page, "/proof");
    var proved =
        page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Proved: " + address()));
    proved.first().waitFor();
    var before = proved.count();
    page.locator("vaadin-text-field").last().locator("input").fill("HP-" + number.hashCode());
    look(page, "proof");
    proved.last().click();
    until(() -> proved.count() < before, "the address is proved");
  }

  /// 150 m north of the camera. Dispatch has a browser of its own: what an open page of another
  /// person asks of a process that was just started changes that person's session.
  private void dispatchReportsAnIncident() {
    var page = window("dispatch", Chromium.DESKTOP);
    page.navigate(porchlight.address("/demo").toString());
    page.getByLabel("Number").fill(number);
    page.getByLabel("Kind").fill("BURGLARY");
    page.getByLabel("Latitude").fill(degrees(latitude + 0.0013));
    page.getByLabel("Longitude").fill("-86.8048");
    page.locator("form button").click();
    assertThat(page.locator(".answer").innerText()).contains("201");
  }

  private void operatorSeesWhatMayBeOpened() {
    var page = console();
    signInAsStaff(page, "operator");
    openTheIncident(page);
    look(page, "console");
    page.getByText(camera).first().waitFor();
    page.getByText(Pattern.compile("May be opened")).first().waitFor();
  }

  /// Opens the camera and waits for its picture; the view stays open. Meanwhile the owner has the
  /// ledger of the camera open.
  private void operatorLooks() {
    residentOpensTheLedger();
    var page = console();
    bringUpTheIncident(page);
    choosePurpose(page);
    lookedAt = System.nanoTime();
    button(page, "Open live: " + camera).click();
    page.waitForFunction(VIDEO_IS_SHOWN);
    measured.put("picture", millisSince(lookedAt));
    until(() -> owner().getByText("Looked live").count() > 0, "the owner sees it");
    measured.put("ledger", millisSince(lookedAt));
    look(page, "live");
  }

  /// Opens the camera in a further window of the operator.
  ///
  /// @return the window, once it shows the picture
  public Page operatorLooksInAnotherWindow() {
    var page = console().context().newPage();
    signInAsStaff(page, "operator");
    openTheIncident(page);
    choosePurpose(page);
    openLive(page);
    return page;
  }

  /// Presses "open live" and waits for the picture.
  ///
  /// @return how long it took, in ms
  public double openLive(Page page) {
    var begin = System.nanoTime();
    button(page, "Open live: " + camera).click();
    page.waitForFunction(VIDEO_IS_SHOWN);
    return millisSince(begin);
  }

  /// Closes the view, and with it everything that came from the server for it.
  public void closeLive(Page page) {
    var before = shown(page);
    button(page, "Close view: " + camera).click();
    until(() -> shown(page) < Math.max(before, 1), "the view is closed");
  }

  /// The owner's page with the switch.
  public Page residentOpensTheSwitch() {
    var page = owner();
    signIn(page, resident, OWN_PASSWORD);
    open(page, "/cameras");
    return page;
  }

  /// Switches the camera on or off and waits until the page says so.
  public void residentSwitches(Page page, boolean on) {
    button(page, (on ? "Switch on: " : "Switch off: ") + camera).click();
    button(page, (on ? "Switch off: " : "Switch on: ") + camera).waitFor();
  }

  /// The operator opens more cameras around the incident, until so many pictures run side by side.
  ///
  /// @param names of cameras; those that may not be opened here are passed over
  public void operatorOpensMore(List<String> names, int views) {
    var page = console();
    lookAgain(page);
    for (var name : names) {
      var open = button(page, "Open live: " + name);
      if (shown(page) < views && open.count() > 0) {
        var before = shown(page);
        open.first().click();
        until(() -> shown(page) > before, "a picture of " + name);
      }
    }
    if (shown(page) < views) {
      throw new IllegalStateException("Only " + shown(page) + " pictures run side by side");
    }
  }

  private static int shown(Page page) {
    return ((Number) page.evaluate(VIDEOS_SHOWN)).intValue();
  }

  private void residentSeesWhoLooked() {
    residentOpensTheLedger();
    var page = owner();
    page.getByText("Looked live").first().waitFor();
    page.getByText(number).first().waitFor();
    look(page, "ledger");
  }

  private void operatorSavesAClip() {
    var page = console();
    lookAgain(page);
    var begin = System.nanoTime();
    var tile = tile(page);
    tile.getByRole(AriaRole.BUTTON, named(Pattern.compile("Save clip"))).click();
    tile.getByText("Clip stored").first().waitFor();
    measured.put("clip", millisSince(begin));
  }

  /// Follows the incident's own link to its clips, and plays the newest; the view stays open.
  private void clipPlaysInThePortal() {
    var page = desk();
    signInAsStaff(page, "operator");
    openTheIncident(page);
    page.locator("a[href*='clips/']").first().click();
    var play = button(page, Pattern.compile("^Play"));
    play.first().waitFor();
    look(page, "clips");
    var pieces = new CopyOnWriteArrayList<Integer>();
    page.onResponse(answer -> {
      if (answer.url().contains("/media/clips/") && !answer.url().endsWith("/thumbnail")) {
        pieces.add(answer.status());
      }
    });
    play.first().click();
    page.waitForFunction(VIDEO_IS_SHOWN);
    assertThat(pieces).as("the browser asks for ranges").containsOnly(206);
    look(page, "clip-playing");
  }

  private void operatorClosesTheView() {
    var page = console();
    lookAgain(page);
    closeLive(page);
  }

  /// Signs in on the phone and goes on duty near the incident.
  private void officerGoesOnDuty() {
    var phone = phone();
    phone
        .context()
        .setGeolocation(
            new com.microsoft.playwright.options.Geolocation(latitude + 0.0003, -86.8050));
    pickUpThePhone(phone);
    var duty = phone.getByRole(AriaRole.SWITCH);
    duty.waitFor();
    if ("false".equals(duty.getAttribute("aria-checked"))) {
      duty.click();
    }
    phone.locator("[role=switch][aria-checked=true]").waitFor();
    assertThat(tokens).as("what to look for in the logs").isNotEmpty();
    look(phone, "phone-on-duty");
  }

  private void operatorAlertsTheNearestOfficer() {
    if (isStale(phone())) {
      // Whoever was not heard of for a minute is not near.
      officerGoesOnDuty();
    }
    var page = desk();
    signInAsStaff(page, "operator");
    openTheIncident(page);
    page.getByRole(AriaRole.LINK, named("Send an alert")).first().click();
    var form = page.getByRole(AriaRole.BUTTON, named("Send an alert"));
    form.waitFor();
    page.getByLabel("What officers should know").fill(alert());
    choose(
        page,
        page.locator("vaadin-select")
            .filter(new Locator.FilterOptions().setHasText("Clip to show")),
        camera);
    look(page, "alerts");
    var before = pushes();
    var begin = System.nanoTime();
    form.click();
    until(() -> pushes() > before, "a push arrived");
    measured.put("push", millisSince(begin));
  }

  private void officerAccepts() {
    var phone = phone();
    openTheAlert(phone);
    phone.getByRole(AriaRole.BUTTON, named("Accept")).click();
    phone.getByRole(AriaRole.BUTTON, named("En route")).waitFor();
  }

  private void officerPlaysTheClip() {
    var phone = phone();
    if (phone.getByRole(AriaRole.BUTTON, named("Play the clip")).count() == 0 || isStale(phone)) {
      openTheAlert(phone);
    }
    phone.getByRole(AriaRole.BUTTON, named("Play the clip")).click();
    phone.waitForFunction(VIDEO_IS_SHOWN);
    look(phone, "phone-alert");
  }

  /// Opens the camera on the phone; the view stays open.
  private void officerLooks() {
    var phone = phone();
    if (isStale(phone) || phone.getByText("Cameras nearby").count() == 0) {
      openTheAlert(phone);
    }
    var around = phone.getByRole(AriaRole.BUTTON, named("Show cameras nearby"));
    var purpose = phone.getByLabel("Why do you look?");
    around.or(purpose).first().waitFor();
    if (around.count() > 0) {
      around.click();
    }
    purpose.selectOption("INV-BURGLARY");
    var begin = System.nanoTime();
    phone.getByRole(AriaRole.BUTTON, named("Open live: " + camera)).click();
    phone.waitForFunction(PHONE_IS_LIVE);
    measured.put("phone", millisSince(begin));
    look(phone, "phone-live");
    phone.getByRole(AriaRole.BUTTON, named("Photo")).click();
    phone.getByRole(AriaRole.BUTTON, named("Back to live")).click();
  }

  private void residentSeesWhatWasTaken() {
    residentOpensTheLedger();
    var page = owner();
    page.getByText("Saved a clip").first().waitFor();
    page.getByText("Played a clip").first().waitFor();
    page.getByText(Pattern.compile("a clip of .* was saved, [0-9.]+ [kM]B")).first().waitFor();
    assertThat(page.locator("h2").allInnerTexts())
        .as("plain words, no codes of the log")
        .noneMatch(heading -> heading.matches(".*[a-z]\\.[a-z].*"));
    look(page, "ledger-of-a-clip");
  }

  /// The owner presses "off" while the operator looks.
  private void residentSwitchesOff() {
    var console = console();
    lookAgain(console);
    var phone = phone();
    if (isStale(phone) || phone.evaluate(PHONE_IS_LIVE).equals(false)) {
      officerLooks();
    }
    var page = owner();
    signIn(page, resident, OWN_PASSWORD);
    open(page, "/cameras");
    var off = card(page).getByText("Switch off");
    off.waitFor();
    var begin = System.nanoTime();
    off.click();
    tile(console).getByText(Pattern.compile("view has ended")).waitFor();
    measured.put("off", millisSince(begin));
    phone.getByText("The view has ended").first().waitFor();
    measured.put("phone off", millisSince(begin));
    look(console, "view-ended");
    look(phone, "phone-view-ended");
  }

  private void residentOpensTheLedger() {
    var page = owner();
    signIn(page, resident, OWN_PASSWORD);
    open(page, "/cameras");
    card(page).getByText("Who looked").click();
    page.getByText("numbered without gaps").first().waitFor();
  }

  /// Goes on looking; opens the camera again where the process was started anew in between.
  private void lookAgain(Page page) {
    if (isStale(page) || tile(page).count() == 0 || page.evaluate(VIDEO_IS_SHOWN).equals(false)) {
      bringUpTheIncident(page);
      choosePurpose(page);
      button(page, "Open live: " + camera).click();
      page.waitForFunction(VIDEO_IS_SHOWN);
    }
  }

  private void bringUpTheIncident(Page page) {
    if (isStale(page) || page.getByText("Cameras near by").count() == 0) {
      signInAsStaff(page, "operator");
      openTheIncident(page);
    }
  }

  /// Keeps the tokens that the phone is given, to look for them in the logs. They are read on their
  /// way: a browser forgets what it was sent as soon as it goes to another page.
  private void noteTokens(Page phone) {
    note(phone, "**/oauth2/token", TOKEN);
    note(phone, "**/cameras/*/live", TICKET);
  }

  private void note(Page phone, String address, Pattern secret) {
    phone.route(
        address,
        route -> {
          try {
            var answer = route.fetch();
            secret.matcher(answer.text()).results().forEach(found -> tokens.add(found.group(1)));
            route.fulfill(new Route.FulfillOptions().setResponse(answer));
          } catch (PlaywrightException gone) {
            // The process was killed, or the page has gone on: the phone is told so, and copes.
            route.abort();
          }
        });
  }

  private void pickUpThePhone(Page phone) {
    signInAsStaff(phone, officer);
    phone.navigate(porchlight.address("/phone/").toString());
    var door = phone.getByRole(AriaRole.BUTTON, named("Sign in"));
    door.or(phone.getByRole(AriaRole.SWITCH)).first().waitFor();
    if (door.count() > 0) {
      door.click();
    }
    opened.put(phone, porchlight);
  }

  private void openTheAlert(Page phone) {
    if (isStale(phone)) {
      pickUpThePhone(phone);
    }
    var offered = phone.getByText(alert()).first();
    offered.waitFor();
    offered.click();
  }

  private String address() {
    return house + " Maple Avenue";
  }

  private static String degrees(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private String alert() {
    return "Rear door forced at " + number;
  }

  private void signInAsStaff(Page page, String account) {
    signIn(page, account + "@demo.example", PASSWORD);
  }

  /// Whether the process that served this page is gone.
  private boolean isStale(Page page) {
    return opened.get(page) != porchlight;
  }

  private void openTheIncident(Page page) {
    open(page, "/console");
    page.getByText(number).first().click();
    page.getByText(Pattern.compile("Cameras near by")).first().waitFor();
  }

  /// How many pushes the stand-in for the push service has taken.
  private int pushes() {
    var page =
        Pattern.compile("href=\"(http[^\"]*/standin/push)\"")
            .matcher(porchlight.get("/demo").body());
    if (!page.find()) {
      throw new IllegalStateException("The demo names no push stand-in");
    }
    var list = RunningPorchlight.get(java.net.URI.create(page.group(1) + ".json")).body();
    return list.split("\"receivedAt\"|\"at\"", -1).length - 1;
  }

  /// The live view of the story's camera, among those of others.
  private Locator tile(Page page) {
    return page.locator("article.live-tile")
        .filter(new Locator.FilterOptions().setHasText(camera))
        .first();
  }

  private Locator card(Page page) {
    return page.locator("article, li, section, vaadin-card, .card")
        .filter(new Locator.FilterOptions().setHasText(camera))
        .last();
  }

  /// Address of the camera that the resident registers: if no other was given, a simulated one that
  /// the demo's back stage names.
  public String simulatedCamera() {
    if (stream != null) {
      return stream;
    }
    var found = SIMULATED.matcher(porchlight.get("/demo").body());
    if (!found.find()) {
      throw new IllegalStateException("The demo names no simulated camera");
    }
    return found.group();
  }

  private void signIn(Page page, String email, String password) {
    page.navigate(porchlight.address("/login").toString());
    if (!page.url().contains("/login")) {
      return;
    }
    page.locator("#email").fill(email);
    page.locator("#password").fill(password);
    Chromium.submit(page, "button[type=submit]");
    page.context().cookies().forEach(cookie -> secrets.add(cookie.value));
    Chromium.typeCodes(page, () -> code(email));
  }

  private String code(String email) {
    var found =
        Pattern.compile("data-account=\"" + Pattern.quote(email) + "\">([0-9]{6})<")
            .matcher(porchlight.get("/demo").body());
    if (!found.find()) {
      throw new IllegalStateException("The demo shows no code for " + email);
    }
    return found.group(1);
  }

  private void open(Page page, String path) {
    page.navigate(porchlight.address(path).toString());
    opened.put(page, porchlight);
    page.waitForFunction("() => !document.querySelector('.v-loading-indicator[style*=block]')");
    page.locator("h1, h2").first().waitFor();
  }

  /// Unless it is chosen already.
  private static void choosePurpose(Page page) {
    var purpose = page.locator("vaadin-select").first();
    purpose.waitFor();
    if (!purpose.innerText().contains("burglary")) {
      choose(page, purpose, "burglary");
    }
  }

  private static void choose(Page page, Locator select, String item) {
    select.locator("vaadin-select-value-button").click();
    var items = page.locator("vaadin-select-item:visible");
    (item.isEmpty()
            ? items.first()
            : items.filter(new Locator.FilterOptions().setHasText(item)).last())
        .click();
    page.locator("vaadin-select-overlay[opened]")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator button(Page page, Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Locator.GetByRoleOptions named(Pattern name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static double millisSince(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void until(BooleanSupplier condition, String what) {
    var deadline = System.nanoTime() + Duration.ofSeconds(70).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not within 70 s: " + what);
      }
    }
  }
}
