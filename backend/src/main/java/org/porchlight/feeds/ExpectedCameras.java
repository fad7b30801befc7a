package org.porchlight.feeds;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.feeds.pull.push.Desk;
import org.porchlight.feeds.pull.push.Invitation;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.DialIns;
import org.springframework.stereotype.Component;

/// Which cameras may dial in, by registry and consent, and who hears of it.
@Component
class ExpectedCameras implements Desk {

  /// The same refusal of the same camera is written down once in this time: a camera that its owner
  /// has switched off tries again all day.
  private static final Duration REPEAT = Duration.ofMinutes(15);

  private static final int MOST_REMEMBERED = 10_000;

  private final DialIns dialIns;
  private final Sharing sharing;
  private final SoundConsent sound;
  private final FeedNews news;
  private final Clock clock;
  private final Map<Refused, Instant> written = new Remembered<>();
  private final Map<CameraId, List<SentAway>> callers = new Remembered<>();
  private volatile Consumer<CameraId> arrival = _ -> {};

  private record Refused(CameraId camera, Refusal why) {}

  /// Forgets what came first when there is too much.
  private static final class Remembered<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }

  ExpectedCameras(
      DialIns dialIns, Sharing sharing, SoundConsent sound, FeedNews news, Clock clock) {
    this.dialIns = dialIns;
    this.sharing = sharing;
    this.sound = sound;
    this.news = news;
    this.clock = clock;
  }

  /// Who is told of cameras that have dialled in.
  void onArrival(Consumer<CameraId> told) {
    arrival = told;
  }

  @Override
  public Optional<Invitation> find(String path) {
    return dialIns
        .at(path)
        .map(found ->
            new Invitation(
                found.camera(),
                found.key(),
                isShared(found.camera()),
                sound.allows(found.camera())));
  }

  private boolean isShared(CameraId camera) {
    return sharing
        .current(camera)
        .filter(now -> !now.off() && now.terms().level() != Level.REGISTERED)
        .isPresent();
  }

  @Override
  public void came(CameraId camera) {
    Thread.ofVirtual().name("dialled-in").start(() -> arrival.accept(camera));
  }

  /// A feed that took its pictures tells by itself. That it did not keep to the rules is told even
  /// if nobody took them.
  @Override
  public void left(CameraId camera, StreamProblem problem) {
    if (problem == StreamProblem.OUT_OF_BOUNDS) {
      news.lost(camera, problem, false);
    }
  }

  /// Who was sent away, the last one first.
  List<SentAway> sentAway(CameraId camera) {
    synchronized (callers) {
      return List.copyOf(callers.getOrDefault(camera, List.of()));
    }
  }

  private void note(CameraId camera, Refusal why, InetAddress from, Instant now) {
    var one = new SentAway(now, reason(why), from.getHostAddress(), 1);
    synchronized (callers) {
      var before = callers.getOrDefault(camera, List.of());
      var same = before.stream().filter(one::isLike).findFirst();
      callers.put(
          camera,
          Stream.concat(
                  Stream.of(same.map(known -> known.again(now)).orElse(one)),
                  before.stream().filter(known -> !known.isLike(one)))
              .limit(DialInLine.MOST)
              .toList());
    }
  }

  private static SentAway.Why reason(Refusal why) {
    return switch (why) {
      case WRONG_PASSWORD -> SentAway.Why.WRONG_PASSWORD;
      case LOCKED -> SentAway.Why.LOCKED;
      case SWITCHED_OFF -> SentAway.Why.SWITCHED_OFF;
      case NOT_VIDEO -> SentAway.Why.NOT_VIDEO;
      case TOO_OFTEN -> SentAway.Why.TOO_OFTEN;
    };
  }

  @Override
  public void refused(CameraId camera, Refusal why, InetAddress from) {
    var now = clock.instant();
    note(camera, why, from, now);
    synchronized (written) {
      var before = written.get(new Refused(camera, why));
      if (before != null && now.isBefore(before.plus(REPEAT))) {
        return;
      }
      written.put(new Refused(camera, why), now);
    }
    news.sentAway(camera, why.name());
  }
}
