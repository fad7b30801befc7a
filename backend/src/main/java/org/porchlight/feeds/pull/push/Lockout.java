package org.porchlight.feeds.pull.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts wrong passwords for each path, whether there is such a path or not, so that a closed path
/// tells nobody that it exists. A path is closed to wrong passwords only. Thread-safe.
final class Lockout {

  /// Paths that are remembered; the one that was tried longest ago is forgotten first.
  private static final int MOST_PATHS = 10_000;

  private final int most;
  private final Duration span;
  private final Clock clock;
  private final Map<String, Deque<Instant>> wrong =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST_PATHS;
        }
      };

  Lockout(int most, Duration span, Clock clock) {
    this.most = most;
    this.span = span;
    this.clock = clock;
  }

  /// Whether a wrong password is told to come back later.
  synchronized boolean isLocked(String path) {
    var times = wrong.get(path);
    return times != null && fresh(times).size() >= most;
  }

  /// Counts one more.
  ///
  /// @return whether the path is closed by it
  synchronized boolean count(String path) {
    var times = fresh(wrong.computeIfAbsent(path, _ -> new ArrayDeque<>()));
    times.add(clock.instant());
    return times.size() == most;
  }

  private Deque<Instant> fresh(Deque<Instant> times) {
    var since = clock.instant().minus(span);
    while (!times.isEmpty() && times.getFirst().isBefore(since)) {
      times.removeFirst();
    }
    return times;
  }
}
