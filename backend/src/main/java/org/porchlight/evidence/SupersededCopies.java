package org.porchlight.evidence;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies that were made under masks of before. They show what is masked now, or hide what is not,
/// and nobody is given them any more.
final class SupersededCopies {

  private static final Logger LOG = LoggerFactory.getLogger(SupersededCopies.class);

  private SupersededCopies() {}

  /// First the bytes, then the row: what no row knows would never be deleted. What the store does
  /// not delete now is deleted when the next copy is made.
  static void delete(ClipStore store, List<String> keys, Consumer<String> forget) {
    for (var key : keys) {
      try {
        store.delete(key);
        forget.accept(key);
      } catch (IOException | RuntimeException later) {
        LOG.warn("A copy that nobody is shown any more could not be deleted yet", later);
      }
    }
  }
}
