package org.porchlight.alerts;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.porchlight.identity.PersonId;
import org.springframework.stereotype.Component;

/// Wakes the event streams of this process that wait for one officer's news. It only saves time:
/// streams look into the database by themselves as well, because the news may come from another
/// process.
@Component
class StreamBell {

  private final ConcurrentHashMap<PersonId, CopyOnWriteArrayList<Semaphore>> waiting =
      new ConcurrentHashMap<>();

  void ring(PersonId officer) {
    var listeners = waiting.get(officer);
    if (listeners != null) {
      listeners.forEach(Semaphore::release);
    }
  }

  /// A bell of one's own, which rings from now on.
  Semaphore listen(PersonId officer) {
    var bell = new Semaphore(0);
    waiting.compute(
        officer,
        (_, there) -> {
          var listeners = there == null ? new CopyOnWriteArrayList<Semaphore>() : there;
          listeners.add(bell);
          return listeners;
        });
    return bell;
  }

  void leave(PersonId officer, Semaphore bell) {
    waiting.computeIfPresent(
        officer,
        (_, listeners) -> {
          listeners.remove(bell);
          return listeners.isEmpty() ? null : listeners;
        });
  }
}
