package org.porchlight.notices;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/// Hands hints to the push service, and keeps the list of targets honest by its answers.
@Service
public class Pushes {

  private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);

  private final PushSender sender;
  private final JdbcPushTargets targets;
  private final Troubles troubles;
  private final PushSettings settings;
  private final Pause pause;
  private final RandomGenerator jitter;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Timer handover;
  private final AtomicBoolean payloadKnownGood = new AtomicBoolean();

  Pushes(
      PushSender sender,
      JdbcPushTargets targets,
      Troubles troubles,
      PushSettings settings,
      Pause pause,
      RandomGenerator jitter,
      Clock clock,
      ObjectProvider<MeterRegistry> meters) {
    this.sender = sender;
    this.targets = targets;
    this.troubles = troubles;
    this.settings = settings;
    this.pause = pause;
    this.jitter = jitter;
    this.clock = clock;
    this.meters = meters.getIfAvailable(SimpleMeterRegistry::new);
    this.handover =
        Timer.builder("porchlight.push.handover")
            .description("From what happened to the moment the push service took the push")
            .publishPercentiles(0.5, 0.95, 0.99)
            .register(this.meters);
  }

  /// Sends to every target of the person, and tries again within the hint's life where that helps.
  /// Waits, so call it off the request path and outside a transaction.
  ///
  /// @param since when the thing happened, for the measured time to hand-over
  /// @param wanted asked before each repeat: false ends it
  /// @return when the push service first took it; empty if it did for no target
  public Optional<Instant> hand(PersonId to, Hint hint, Instant since, BooleanSupplier wanted) {
    var first = send(to, hint, wanted);
    first.ifPresent(now -> handover.record(Duration.between(since, now)));
    return first;
  }

  /// The same for what nobody waits for; its time is not measured.
  public void tell(PersonId to, Hint hint) {
    var _ = send(to, hint, () -> true);
  }

  private Optional<Instant> send(PersonId to, Hint hint, BooleanSupplier wanted) {
    if (!clock.instant().isBefore(hint.usefulUntil())) {
      // From before a long standstill: what it would say is over.
      return Optional.empty();
    }
    var list = targets.enabledOf(to);
    var first = new AtomicReference<@Nullable Instant>();
    if (list.size() == 1) {
      deliver(list.getFirst(), hint, wanted, first);
    } else if (!list.isEmpty()) {
      // Each on its own thread: a target that hangs must not hold up the others.
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var running = new ArrayList<Future<?>>();
        for (var target : list) {
          running.add(threads.submit(() -> deliver(target, hint, wanted, first)));
        }
        for (var each : running) {
          waitFor(each);
        }
      }
    }
    return Optional.ofNullable(first.get());
  }

  private static void waitFor(Future<?> running) {
    try {
      running.get();
    } catch (ExecutionException failed) {
      LOG.error("A push failed in a way nobody expected", failed.getCause());
    } catch (InterruptedException stop) {
      running.cancel(true);
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(
      PushTarget target,
      Hint hint,
      BooleanSupplier wanted,
      AtomicReference<@Nullable Instant> first) {
    for (var failures = 1; ; failures++) {
      var answer = sender.send(target, hint);
      count(answer);
      var again = afterwards(answer, target, failures);
      if (answer instanceof PushAnswer.Accepted) {
        first.compareAndSet(null, clock.instant());
      }
      if (again.isEmpty()) {
        return;
      }
      if (!clock.instant().plus(again.get()).isBefore(hint.usefulUntil())) {
        LOG.warn("Push {} to target {} given up: {}", hint.id(), target.id(), answer);
        return;
      }
      try {
        pause.take(again.get());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
      if (!wanted.getAsBoolean()) {
        return;
      }
    }
  }

  /// What follows from an answer.
  ///
  /// @return how long to wait before the next attempt; empty if there should be none
  private Optional<Duration> afterwards(PushAnswer answer, PushTarget target, int failures) {
    return switch (answer) {
      case PushAnswer.Accepted _ -> {
        payloadKnownGood.set(true);
        yield Optional.empty();
      }
      case PushAnswer.Unregistered _ -> {
        targets.removeIfUnchanged(target);
        yield Optional.empty();
      }
      case PushAnswer.Invalid(var detail) -> {
        // As long as no message of this shape was ever taken, the message may be what is invalid,
        // and then every target would be deleted for our own mistake.
        if (payloadKnownGood.get()) {
          targets.removeIfUnchanged(target);
        } else {
          troubles.ofPush("INVALID_ARGUMENT", detail);
        }
        yield Optional.empty();
      }
      case PushAnswer.WrongSender _ -> {
        targets.disableIfUnchanged(target, clock.instant());
        troubles.ofPush("SENDER_ID_MISMATCH", "target " + target.id());
        yield Optional.empty();
      }
      case PushAnswer.Unauthorized _ -> {
        troubles.ofPush("UNAUTHORIZED", "the push service does not accept our credentials");
        yield Optional.empty();
      }
      case PushAnswer.QuotaExceeded(var asked) ->
          Optional.of(asked == null ? jittered(settings.quotaPause()) : asked);
      case PushAnswer.Unavailable _, PushAnswer.Unknown _ ->
          Optional.of(jittered(settings.pauseAfter(failures)));
    };
  }

  /// Half to all of it, so that phones that failed together do not come back together.
  private Duration jittered(Duration whole) {
    return Duration.ofMillis((long) (whole.toMillis() * (0.5 + jitter.nextDouble() / 2)));
  }

  private void count(PushAnswer answer) {
    meters
        .counter(
            "porchlight.push.answers",
            "answer",
            answer.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
  }
}
