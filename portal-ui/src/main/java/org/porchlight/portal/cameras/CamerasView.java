package org.porchlight.portal.cameras;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.porchlight.consent.Sharing;
import org.porchlight.feeds.Arrivals;
import org.porchlight.feeds.CameraHealth;
import org.porchlight.feeds.FeedState;
import org.porchlight.identity.Actor;
import org.porchlight.portal.imports.ImportNavigation;
import org.porchlight.portal.registration.RegistrationNavigation;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.OffSwitch;
import org.porchlight.portal.shell.Page;
import org.porchlight.portal.shell.Refresh;
import org.porchlight.portal.shell.SharingSwitched;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.DialIns;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Site;
import org.porchlight.registry.SiteId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/// An owner's cameras, each with what it shares and how it is.
@Route(value = "cameras", layout = MainLayout.class)
@Menu(title = "cameras.menu", order = 10, icon = "vaadin:home")
@RolesAllowed("OWNER")
class CamerasView extends Page {

  private static final Logger LOG = LoggerFactory.getLogger(CamerasView.class);

  /// So many cards are drawn at first, and more when asked for.
  private static final int AT_ONCE = 50;

  final Div cards = new Div();
  final TextField find = new TextField(getTranslation("cameras.find"));
  final Paragraph found = new Paragraph();
  final Button more = new Button(getTranslation("cameras.more-of-them", AT_ONCE));

  private final OwnerCameras cameras;
  private final Sharing sharing;
  private final CameraHealth health;
  private final DialIns dialIns;
  private final Arrivals arrivals;
  private final Actor owner;
  private List<CameraCard.Shown> shown = List.of();
  private int most = AT_ONCE;

  CamerasView(
      OwnerCameras cameras,
      Sharing sharing,
      CameraHealth health,
      DialIns dialIns,
      Arrivals arrivals,
      ObjectProvider<OffSwitch> offSwitch,
      Refresh refresh,
      AuthenticationContext visitor) {
    super("cameras");
    this.cameras = cameras;
    this.sharing = sharing;
    this.health = health;
    this.dialIns = dialIns;
    this.arrivals = arrivals;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    useWholeWidth();
    showLead();
    var register = new Anchor(RegistrationNavigation.NEW_CAMERA, getTranslation("home.register"));
    register.addClassName("button-link");
    var tools = new Div();
    tools.addClassNames("row", "camera-tools");
    offSwitch.ifAvailable(everything -> {
      everything.addClassName("off-switch-big");
      tools.add(everything);
    });
    tools.add(register, new Anchor(ImportNavigation.IMPORT, getTranslation("cameras.import")));
    find.setHelperText(getTranslation("cameras.find.help"));
    find.setClearButtonVisible(true);
    find.setValueChangeMode(ValueChangeMode.LAZY);
    find.addValueChangeListener(_ -> {
      most = AT_ONCE;
      show();
    });
    found.getElement().setAttribute("role", "status");
    more.addClickListener(_ -> {
      most += AT_ONCE;
      show();
    });
    cards.addClassName("cards");
    add(tools, find, found, cards, more);
    show();
    refresh.whileShown(this, Duration.ofSeconds(5), this::show);
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    super.onAttach(attached);
    var heard = ComponentUtil.addListener(attached.getUI(), SharingSwitched.class, _ -> show());
    addDetachListener(detached -> {
      heard.remove();
      detached.unregisterListener();
    });
  }

  private void show() {
    var all = cameras.of(owner);
    var sites = new HashMap<SiteId, Site>();
    cameras.sitesOf(owner).forEach(site -> sites.put(site.id(), site));
    var called = all.stream().filter(camera -> isCalled(camera, sites)).toList();
    var mine = called.stream().limit(most).toList();
    find.setVisible(all.size() > AT_ONCE);
    found.setVisible(all.size() > AT_ONCE);
    found.setText(
        called.isEmpty()
            ? getTranslation("cameras.none-found")
            : getTranslation(
                "cameras.found", Integer.toString(mine.size()), Integer.toString(all.size())));
    more.setVisible(called.size() > most);
    var consents = sharing.currentOf(mine.stream().map(Camera::id).toList());
    var dialling = dialIns.of(owner);
    var now =
        mine.stream()
            .map(camera ->
                new CameraCard.Shown(
                    camera,
                    Optional.ofNullable(consents.get(camera.id())),
                    Optional.ofNullable(sites.get(camera.site())),
                    feed(camera, dialling.contains(camera.id()))))
            .toList();
    if (now.equals(shown) && cards.getChildren().findAny().isPresent()) {
      return;
    }
    draw(now);
  }

  private boolean isCalled(Camera camera, Map<SiteId, Site> sites) {
    var word = find.getValue().strip().toLowerCase(Locale.ROOT);
    var site = sites.get(camera.site());
    var words = camera.name() + " " + (site == null ? "" : site.address());
    return words.toLowerCase(Locale.ROOT).contains(word);
  }

  private CameraCard.Feed feed(Camera camera, boolean dialsIn) {
    if (!camera.connected()) {
      return new CameraCard.Feed.NotConnected();
    }
    try {
      var state = health.of(camera.id()).state();
      // Nobody has tried it, so whether it is there is known only of one that comes by itself.
      return dialsIn && state instanceof FeedState.Idle
          ? new CameraCard.Feed.DialsIn(arrivals.of(camera.id()).isPresent())
          : new CameraCard.Feed.Connected(state);
    } catch (RuntimeException unknown) {
      // How one feed is must not take the page away: the switches on it have to work.
      LOG.warn("The state of the feed of {} is not known", camera.id(), unknown);
      return new CameraCard.Feed.Unknown();
    }
  }

  /// Cards stay where they are, and with them the focus of whoever is using one.
  private void draw(List<CameraCard.Shown> now) {
    Map<CameraId, CameraCard> drawn = new HashMap<>();
    for (var child : cards.getChildren().toList()) {
      if (child instanceof CameraCard card
          && now.stream().anyMatch(one -> one.camera().id().equals(card.shown().camera().id()))) {
        drawn.put(card.shown().camera().id(), card);
      } else {
        cards.remove(child);
      }
    }
    for (var i = 0; i < now.size(); i++) {
      var camera = now.get(i);
      var card = drawn.get(camera.camera().id());
      if (card == null) {
        cards.addComponentAtIndex(i, card(camera));
        continue;
      }
      if (cards.indexOf(card) != i) {
        cards.addComponentAtIndex(i, card);
      }
      if (!card.shown().equals(camera)) {
        card.show(camera);
      }
    }
    if (now.isEmpty() && find.isEmpty()) {
      cards.add(new Paragraph(getTranslation("cameras.none")));
    }
    shown = now;
  }

  private CameraCard card(CameraCard.Shown camera) {
    return new CameraCard(camera, this::switchSharing, this::delete);
  }

  private void switchSharing(Camera camera, boolean on) {
    if (on) {
      sharing.on(owner, camera.id());
    } else {
      sharing.off(owner, camera.id());
    }
    SharingSwitched.tell();
  }

  private void delete(Camera camera) {
    var question = new ConfirmDialog();
    question.setHeader(getTranslation("cameras.delete.title", camera.name()));
    question.setText(getTranslation("cameras.delete.text"));
    question.setCancelable(true);
    question.setCancelText(getTranslation("cameras.delete.keep"));
    question.setConfirmText(getTranslation("cameras.delete"));
    question.setConfirmButtonTheme("error primary");
    question.addConfirmListener(_ -> {
      cameras.delete(owner, camera.id());
      SharingSwitched.tell();
    });
    question.open();
  }
}
