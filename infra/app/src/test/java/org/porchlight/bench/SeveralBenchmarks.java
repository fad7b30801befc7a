package org.porchlight.bench;

import java.util.ArrayList;
import java.util.List;

/// Benchmarks under one name, one after the other, because they need processes of different kinds.
record SeveralBenchmarks(String name, String description, List<Benchmark> parts)
    implements Benchmark {

  @Override
  public List<Figure> run(int seconds, int size) throws Exception {
    var figures = new ArrayList<Figure>();
    for (var part : parts) {
      figures.addAll(part.run(seconds, size));
    }
    return figures;
  }
}
