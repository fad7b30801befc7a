package org.porchlight.bench;

import java.util.ArrayList;
import java.util.List;
import org.porchlight.journeys.Chromium;
import org.porchlight.journeys.RegistrationRun;
import org.porchlight.journeys.RegistrationRun.Pace;
import org.porchlight.journeys.RunningPorchlight;

/// How long a resident takes to register a camera, who types 40 words a minute and thinks 0.6 s
/// before each control.
final class RegistrationBenchmark implements Benchmark {

  private static final int RUNS = 3;

  @Override
  public String name() {
    return "registration";
  }

  @Override
  public String description() {
    return "Registering a camera in headless Chromium without an account, at 40 words a minute and"
        + " 0.6 s of thinking for each control: to \"check your mail\", and to the camera"
        + " registered. Yardstick: the typing and thinking alone.";
  }

  @Override
  public List<Figure> run(int seconds, int size) {
    var toTheMail = new ArrayList<Double>();
    var toTheCamera = new ArrayList<Double>();
    var typing = new ArrayList<Double>();
    var all = new ArrayList<Double>();
    var porchlight = RunningPorchlight.withDemoCity();
    try (var chromium = new Chromium()) {
      for (int i = 0; i < RUNS; i++) {
        var page = chromium.window(Chromium.DESKTOP, "en-US");
        var run = new RegistrationRun(porchlight, page, i + 10, Pace.OF_A_PERSON);
        run.untilTheMail();
        run.untilTheCameraIsRegistered();
        page.context().close();
        toTheMail.add(run.secondsToTheMail());
        toTheCamera.add(run.secondsToTheCamera());
        typing.add(run.secondsOfThePersonToTheMail());
        all.add(run.secondsOfThePerson());
      }
    } finally {
      porchlight.closeAndForget();
    }
    return List.of(
        new Figure("registration.run", Bench.median(toTheMail), "s", Bench.median(typing), "<=45"),
        new Figure(
            "registration.run_with_mail",
            Bench.median(toTheCamera),
            "s",
            Bench.median(all),
            "<=45"));
  }
}
