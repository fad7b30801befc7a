package org.porchlight.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Runs one benchmark by name: the other end of `./bench`.
public final class Bench {

  private static final List<Benchmark> ALL =
      List.of(
          new StartBenchmark(),
          new MainJobBenchmark(),
          new FeedsBenchmark(),
          new StallBenchmark(),
          new ClipsBenchmark(),
          new LiveBenchmark(),
          new BackendBenchmark(
              "audit",
              "How fast the audit log takes entries, gives them their places and signs. Yardstick"
                  + " of an append: one bare row of the same length, in a transaction of its own."
                  + " --seconds: each measurement (5); --size: entries to sequence (20,000).",
              "org.porchlight.audit.AuditBenchmark"),
          new SeveralBenchmarks(
              "registry",
              "Decisions with their audit row, judgements of running views, cameras near a place,"
                  + " what an owner's page asks for of a ledger of 10,000 rows, and the whole of it"
                  + " with proofs, and a resident who registers a camera in headless Chromium at 40"
                  + " words a minute and 0.6 s of thinking for each control. Yardsticks: decision:"
                  + " one bare row in a transaction of its own; judgements and cameras: one empty"
                  + " statement; ledger: one HTTP request; registration: the typing and thinking"
                  + " alone. --size: cameras (1,000,000).",
              List.of(
                  new BackendBenchmark(
                      "registry",
                      "Decisions, judgements, cameras near a place, a long ledger.",
                      "org.porchlight.access.RegistryBenchmark"),
                  new RegistrationBenchmark())));

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      ALL.forEach(one -> System.out.printf("%-10s %s%n", one.name(), one.description()));
      return;
    }
    var benchmark =
        ALL.stream().filter(one -> one.name().equals(arguments[0])).findFirst().orElse(null);
    if (benchmark == null) {
      System.err.println("There is no benchmark " + arguments[0] + "; ./bench lists them.");
      System.exit(2);
      return;
    }
    var figures =
        benchmark.run(number(arguments, "--seconds", -1), number(arguments, "--size", -1));
    System.out.println(table(figures));
    figures.forEach(figure -> System.out.println(figure.line()));
    if (Arrays.asList(arguments).contains("--record")) {
      record(benchmark, figures);
    }
    System.exit(0);
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static int number(String[] arguments, String name, int otherwise) {
    var at = Arrays.asList(arguments).indexOf(name);
    if (at < 0) {
      return otherwise;
    }
    if (at + 1 >= arguments.length || !arguments[at + 1].matches("[0-9]{1,6}")) {
      System.err.println(name + " takes a whole number.");
      System.exit(2);
    }
    return Integer.parseInt(arguments[at + 1]);
  }

  private static String table(List<Figure> figures) {
    var text =
        new StringBuilder(
            "| figure | value | yardstick | ratio | goal | met |\n| --- | --- | --- | --- | --- | --- |\n");
    figures.forEach(figure -> text.append(figure.row()).append('\n'));
    return text.toString();
  }

  private static void record(Benchmark benchmark, List<Figure> figures) throws IOException {
    var machine =
        "%d cores, %s, JDK %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch").toLowerCase(Locale.ROOT),
                System.getProperty("java.version"));
    Files.writeString(
        Path.of("docs/benchmarks.md"),
        "\n## %s, %s\n\n%s. %s\n\n%s"
            .formatted(
                benchmark.name(),
                LocalDate.now(ZoneOffset.UTC),
                machine,
                benchmark.description(),
                table(figures)),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
