package org.porchlight.bench;

import java.util.List;

/// Something that is measured, together with its yardstick.
interface Benchmark {

  String name();

  /// One sentence: what is measured, and what the yardstick is.
  String description();

  /// Measures.
  ///
  /// @param seconds how long or how often, -1 for the usual
  /// @param size how much, -1 for the usual
  List<Figure> run(int seconds, int size) throws Exception;
}
