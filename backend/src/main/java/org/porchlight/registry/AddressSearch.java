package org.porchlight.registry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.OutsideTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds about where a typed address is, so that the pin need not be dragged from the other end of
/// the city. Off unless a department names somebody to ask; what is typed stands in no log. See
/// docs/decisions/0041-an-address-only-moves-the-pin.md.
public class AddressSearch {

  static final int MOST = 5;
  static final int SHORTEST = 4;
  static final int LONGEST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(AddressSearch.class);

  /// Nobody types faster, and no page may be used to ask on behalf of others.
  private static final int SEARCHES = 100;

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST_SOURCES = 10_000;
  private static final int AT_ONCE = 4;

  private final @Nullable AddressSource asked;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ConcurrentMap<String, Count> counts = new ConcurrentHashMap<>();

  /// @param asked absent where nobody is asked
  AddressSearch(@Nullable AddressSource asked, Clock clock) {
    this.asked = asked;
    this.clock = clock;
  }

  private record Count(Instant since, int searches) {}

  /// Whether there is anybody to ask.
  public boolean isOn() {
    return asked != null;
  }

  /// At most five, best first; none where nobody is asked, nobody knows, or nobody answers in time.
  /// Blocks for as long as the settings allow.
  ///
  /// @param language of the names, `en` or `es`
  /// @param source address the request came from: each may search 100 times in ten minutes
  public List<FoundAddress> find(String typed, String language, String source) {
    OutsideTransactions.require("An address search");
    var text = typed.strip();
    if (asked == null
        || text.length() < SHORTEST
        || text.length() > LONGEST
        || isTooMany(source)
        || !places.tryAcquire()) {
      return List.of();
    }
    try {
      var found = asked.find(text, language);
      return found.subList(0, Math.min(MOST, found.size()));
    } catch (IOException silent) {
      // The message could hold the address of the request, and with it what was typed.
      LOG.warn("The address search does not answer: {}", silent.getClass().getSimpleName());
      return List.of();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      places.release();
    }
  }

  private boolean isTooMany(String source) {
    var now = clock.instant();
    if (counts.size() > MOST_SOURCES) {
      counts.values().removeIf(count -> count.since().plus(WINDOW).isBefore(now));
    }
    var count =
        counts.merge(
            source,
            new Count(now, 1),
            (before, first) ->
                before.since().plus(WINDOW).isBefore(now)
                    ? first
                    : new Count(before.since(), before.searches() + 1));
    return count.searches() > SEARCHES || counts.size() > 2 * MOST_SOURCES;
  }
}
