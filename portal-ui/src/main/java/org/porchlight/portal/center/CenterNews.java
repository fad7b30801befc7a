package org.porchlight.portal.center;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.AlarmEnded;
import org.porchlight.access.AlarmPressed;
import org.porchlight.alerts.AlertAccepted;
import org.porchlight.alerts.AlertClosed;
import org.porchlight.alerts.AlertEscalated;
import org.porchlight.alerts.AlertOffered;
import org.porchlight.alerts.AlertRaised;
import org.porchlight.alerts.AlertWithdrawn;
import org.porchlight.consent.ConsentChanged;
import org.porchlight.evidence.ClipStored;
import org.porchlight.feeds.FeedLost;
import org.porchlight.feeds.FeedRestored;
import org.porchlight.incidents.IncidentChanged;
import org.porchlight.incidents.IncidentClosed;
import org.porchlight.incidents.IncidentOpened;
import org.porchlight.kernel.AfterCommit;
import org.porchlight.registry.CameraDeleted;
import org.porchlight.registry.SiteProofChanged;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;

/// The bell for open pages of the center. It carries no content: whoever hears it asks the use
/// cases again.
///
/// Events ring it at once on the node where they happen; besides, it rings every two seconds for
/// what may have happened on another node or without an event, and every ten for cameras that are
/// lost, which costs more to read. So a missed event costs that and nothing else, and no page is
/// told more than four times a second.
@org.springframework.stereotype.Component
public class CenterNews implements DisposableBean {

  /// Nobody reads faster than this; every extra push costs each open browser a round trip.
  static final Duration REFRESH = Duration.ofMillis(250);

  private static final int REFRESHES_TO_A_ROUND = 8;
  static final int REFRESHES_TO_A_LOOK_AT_FEEDS = 40;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final Set<Topic> fresh = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService bell =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("center-news").daemon().factory());
  // Each page on a thread of its own: one that is busy must not keep news from the others.
  private final ExecutorService runners =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("center-news-", 0).factory());
  private int refreshes;

  public CenterNews() {
    var _ =
        bell.scheduleWithFixedDelay(
            this::ring, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Calls back with the lock of the component's page held, as long as the component is attached.
  /// The call back may touch components.
  public void follow(Component page, Consumer<Set<Topic>> refresh) {
    var ears = new Ears(page, refresh);
    page.addAttachListener(attached -> ears.open(attached.getUI()));
    page.addDetachListener(_ -> ears.close());
    page.getUI().ifPresent(ears::open);
  }

  /// Calls back from a thread of its own, never twice at once.
  Registration listen(Consumer<Set<Topic>> listener) {
    var entry = new Listener(listener);
    listeners.add(entry);
    return () -> listeners.remove(entry);
  }

  void ring() {
    refreshes++;
    if (refreshes % REFRESHES_TO_A_ROUND == 0) {
      fresh.addAll(EnumSet.of(Topic.INCIDENTS, Topic.ALERTS, Topic.POSITIONS, Topic.CLIPS));
    }
    if (refreshes % REFRESHES_TO_A_LOOK_AT_FEEDS == 0) {
      fresh.add(Topic.FEEDS);
    }
    if (fresh.isEmpty()) {
      return;
    }
    var topics = EnumSet.copyOf(fresh);
    fresh.removeAll(topics);
    listeners.forEach(listener -> listener.tell(topics));
  }

  @EventListener
  void on(IncidentOpened event) {
    later(Topic.INCIDENTS);
  }

  @EventListener
  void on(IncidentChanged event) {
    later(Topic.INCIDENTS, Topic.SHARING);
  }

  @EventListener
  void on(IncidentClosed event) {
    later(Topic.INCIDENTS, Topic.SHARING);
  }

  @EventListener
  void on(ConsentChanged event) {
    later(Topic.SHARING);
  }

  @EventListener
  void on(SiteProofChanged event) {
    later(Topic.SHARING);
  }

  @EventListener
  void on(CameraDeleted event) {
    later(Topic.SHARING);
  }

  @EventListener
  void on(ClipStored event) {
    later(Topic.CLIPS);
  }

  @EventListener
  void on(FeedLost event) {
    later(Topic.FEEDS);
  }

  @EventListener
  void on(FeedRestored event) {
    later(Topic.FEEDS);
  }

  @EventListener
  void on(AlarmPressed event) {
    later(Topic.ALERTS);
  }

  @EventListener
  void on(AlarmEnded event) {
    later(Topic.ALERTS);
  }

  @EventListener
  void on(AlertRaised event) {
    later(Topic.ALERTS);
  }

  @EventListener
  void on(AlertOffered event) {
    later(Topic.ALERTS);
  }

  @EventListener
  void on(AlertAccepted event) {
    later(Topic.ALERTS);
  }

  @EventListener
  void on(AlertWithdrawn event) {
    later(Topic.ALERTS);
  }

  @EventListener
  void on(AlertEscalated event) {
    later(Topic.ALERTS);
  }

  @EventListener
  void on(AlertClosed event) {
    later(Topic.ALERTS);
  }

  /// With the next ring after the change has committed.
  private void later(Topic... topics) {
    AfterCommit.note(() -> fresh.addAll(List.of(topics)));
  }

  @Override
  public void destroy() {
    bell.shutdownNow();
    runners.shutdownNow();
  }

  /// What one listener has not heard yet, and whether it is listening right now.
  private final class Listener {

    private final Consumer<Set<Topic>> listener;
    private final Set<Topic> unheard = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean busy = new AtomicBoolean();

    Listener(Consumer<Set<Topic>> listener) {
      this.listener = listener;
    }

    void tell(Set<Topic> topics) {
      unheard.addAll(topics);
      // A slow listener hears everything that came meanwhile at the next ring, in one call.
      if (busy.compareAndSet(false, true)) {
        runners.execute(this::hear);
      }
    }

    private void hear() {
      try {
        var topics = EnumSet.noneOf(Topic.class);
        topics.addAll(unheard);
        unheard.removeAll(topics);
        if (!topics.isEmpty()) {
          listener.accept(topics);
        }
      } finally {
        busy.set(false);
      }
    }
  }

  /// Listens as long as a page is attached.
  private final class Ears {

    private final Component page;
    private final Consumer<Set<Topic>> refresh;
    private @Nullable Registration listening;

    Ears(Component page, Consumer<Set<Topic>> refresh) {
      this.page = page;
      this.refresh = refresh;
    }

    void open(UI ui) {
      close();
      listening =
          listen(topics -> {
            // Waits for the page's lock, so that a busy page is not flooded with waiting tasks.
            try {
              ui.accessSynchronously(() -> {
                if (page.isAttached()) {
                  refresh.accept(topics);
                }
              });
            } catch (UIDetachedException closedMeanwhile) {
              close();
            }
          });
    }

    void close() {
      if (listening != null) {
        listening.remove();
        listening = null;
      }
    }
  }
}
