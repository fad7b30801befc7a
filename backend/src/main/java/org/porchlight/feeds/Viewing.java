package org.porchlight.feeds;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What one viewer has still to be sent. The feed puts in and never waits; the viewer's own thread
/// takes out.
///
/// A viewer who is too slow loses everything that waits, and goes on at the next keyframe: a live
/// view is not late, it skips.
final class Viewing implements Audience {

  private final long mostBytes;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private long bytes;
  private boolean skipping;
  private boolean closed;
  private long skipped;

  Viewing(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  sealed interface Item {

    record Start(String mimeCodecs, ByteBuffer init, Instant zero) implements Item {}

    record Piece(ByteBuffer bytes, boolean key) implements Item {}

    record ClockShifted(Instant zero) implements Item {}

    record Waiting(StreamProblem problem) implements Item {}
  }

  @Override
  public synchronized void put(Item item) {
    if (closed) {
      return;
    }
    if (item instanceof Item.Piece(var piece, var key)) {
      if (bytes + piece.remaining() > mostBytes) {
        items.removeIf(Item.Piece.class::isInstance);
        skipped++;
        skipping = true;
        bytes = 0;
      }
      if (skipping && !key) {
        return;
      }
      skipping = false;
      bytes += piece.remaining();
    }
    items.add(item);
    notifyAll();
  }

  @Override
  public synchronized void forget() {
    items.clear();
    bytes = 0;
    skipping = true;
  }

  /// Waits for the next item.
  ///
  /// @return null when closed
  synchronized @Nullable Item take() throws InterruptedException {
    while (items.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    var item = items.remove();
    if (item instanceof Item.Piece(var piece, _)) {
      bytes -= piece.remaining();
    }
    return item;
  }

  synchronized boolean isEmpty() {
    return items.isEmpty();
  }

  /// How often the viewer was too slow.
  synchronized long skipped() {
    return skipped;
  }

  synchronized void close() {
    closed = true;
    items.clear();
    bytes = 0;
    notifyAll();
  }
}
