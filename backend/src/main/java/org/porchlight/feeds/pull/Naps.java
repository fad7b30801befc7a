package org.porchlight.feeds.pull;

import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who is left alone until when. Naps that would end soon after another one end with it: what costs
/// is waking up.
///
/// For one thread. Times are of [System#nanoTime()].
///
/// @param <T> who naps
final class Naps<T> {

  /// So much earlier than asked for a nap may end.
  static final long TOGETHER = TimeUnit.MILLISECONDS.toNanos(120);

  private final Queue<Nap<T>> naps = new PriorityQueue<>();

  private record Nap<T>(T who, long until) implements Comparable<Nap<T>> {

    @Override
    public int compareTo(Nap<T> other) {
      return Long.signum(until - other.until);
    }

    boolean isOver(long now) {
      return until - now <= 0;
    }
  }

  void begin(T who, long until) {
    naps.add(new Nap<>(who, until));
  }

  /// Wakes whose nap is over; if there is one, also those whose nap is nearly over.
  void end(long now, Consumer<T> wake) {
    var first = naps.peek();
    if (first == null || !first.isOver(now)) {
      return;
    }
    for (Nap<T> nap = first; nap != null && nap.isOver(now + TOGETHER); nap = naps.peek()) {
      naps.remove();
      wake.accept(nap.who());
    }
  }

  /// How long until somebody is to be woken, in nanoseconds.
  ///
  /// @return null if nobody naps
  @Nullable Long next(long now) {
    var first = naps.peek();
    return first == null ? null : first.until() - now;
  }
}
