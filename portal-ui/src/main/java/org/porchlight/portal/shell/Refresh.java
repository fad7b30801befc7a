package org.porchlight.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Brings open pages up to date every few seconds, by push. Unlike a poll from the browser it does
/// not count as activity, so a forgotten page still locks itself.
@org.springframework.stereotype.Component
public class Refresh {

  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("portal-refresh").daemon().factory());

  /// Runs `update` again and again while the component is on a page.
  public void whileShown(Component component, Duration every, Runnable update) {
    component.addAttachListener(attached -> start(attached.getUI(), component, every, update));
    component.getUI().ifPresent(ui -> start(ui, component, every, update));
  }

  private void start(UI ui, Component component, Duration every, Runnable update) {
    ScheduledFuture<?> running =
        clockwork.scheduleWithFixedDelay(
            () -> send(ui, update), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    component.addDetachListener(detached -> {
      running.cancel(false);
      detached.unregisterListener();
    });
  }

  private static void send(UI ui, Runnable update) {
    try {
      var _ = ui.access(update::run);
    } catch (UIDetachedException _) {
      // The page was closed between two ticks; its detach listener stops the clockwork.
    }
  }

  @PreDestroy
  void stop() {
    clockwork.shutdownNow();
  }
}
