package org.porchlight.feeds.pull.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.Watch;
import org.porchlight.registry.StreamAddress.Scheme;

/// One camera's stream over HTTP. Opened, read and closed on one thread, which waits in it.
final class HttpStream implements VideoSource.VideoStream {

  /// Enough to know what it is.
  private static final int FIRST_BYTES = 1024;

  private static final long LONGEST_FETCH = TimeUnit.SECONDS.toNanos(60);

  private final Target target;
  private final VideoSource.Receiver receiver;
  private final WebSetting setting;
  private final Guard guard = new Guard();
  private final WebTalk talk;
  private long openBy;
  private boolean answered;
  private boolean paced;
  private @Nullable Duration cameraClock;
  private @Nullable Delivery delivery;
  private volatile @Nullable Watch watch;

  HttpStream(Target target, VideoSource.Receiver receiver, WebSetting setting) {
    this.target = target;
    this.receiver = receiver;
    this.setting = setting;
    this.talk = new WebTalk(target, setting, guard, this::latest);
  }

  @Override
  public void open() throws StreamLost {
    var scheme = target.address().scheme();
    if (scheme != Scheme.HTTP && scheme != Scheme.HTTPS) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, scheme + " is not HTTP");
    }
    openBy = System.nanoTime() + setting.limits().open().toNanos();
    guard.start(openBy);
    try {
      var answer = talk.get(target.address().target());
      answered = true;
      cameraClock = clockOf(answer);
      delivery = delivery(answer);
    } catch (IOException failed) {
      throw why(failed);
    }
  }

  private Delivery delivery(WebAnswer answer) throws IOException {
    var most = setting.limits().pictureBytes();
    if (answer.headers().contentType().startsWith("multipart/")) {
      return new MotionJpeg(answer, most);
    }
    var first = answer.body().peek(FIRST_BYTES);
    if (isJpeg(first)) {
      return new StillPictures(talk, target.address().target(), answer, guard, most);
    }
    if (isTransport(first)) {
      return new TransportFilm(answer, most, target.sound());
    }
    if (new String(first, ISO_8859_1).startsWith("#EXTM3U")) {
      paced = true;
      var film =
          new PlaylistFilm(
              talk,
              guard,
              target,
              setting,
              target.address().target(),
              answer,
              receiver::soundFellSilent);
      if (film.asksForSound()) {
        receiver.soundAsked();
      }
      return film;
    }
    throw new StreamLost(StreamProblem.NOT_VIDEO, "neither pictures nor film");
  }

  private static boolean isJpeg(byte[] first) {
    return first.length > 2
        && first[0] == (byte) 0xFF
        && first[1] == (byte) 0xD8
        && first[2] == (byte) 0xFF;
  }

  /// Packets of 188 bytes, each beginning with the same one.
  private static boolean isTransport(byte[] first) {
    for (var at = 0; at < 188 && at + 2 * 188 < first.length; at++) {
      if (first[at] == 0x47 && first[at + 188] == 0x47 && first[at + 2 * 188] == 0x47) {
        return true;
      }
    }
    return false;
  }

  @Override
  public StreamLost awaitEnd() {
    var pictures = delivery;
    if (pictures == null) {
      throw new IllegalStateException("not open");
    }
    try {
      receiver.begin();
      tellClock();
      // It is three times the limit while the distance of keyframes is not known.
      var limits = setting.limits().keyless(Duration.ofNanos(pictures.keyless() / 3));
      var begun = new Watch(limits, System.nanoTime() + pictures.patience());
      watch = begun;
      guard.at(latest());
      pictures.deliver(new Outlet(receiver, begun, paced ? null : guard));
      throw new IllegalStateException("delivered to the end");
    } catch (IOException failed) {
      return why(failed);
    } catch (RuntimeException strange) {
      return StreamLost.because(strange);
    }
  }

  /// What the camera's wall clock showed when it answered, to half a second; null if it does not
  /// say.
  private @Nullable Duration clockOf(WebAnswer answer) {
    try {
      var said = answer.headers().first("Date").orElse("");
      var date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from);
      return Duration.between(setting.clock().instant(), date.plusMillis(500));
    } catch (DateTimeException | ArithmeticException noDate) {
      return null;
    }
  }

  private void tellClock() {
    var ahead = cameraClock;
    if (ahead != null) {
      receiver.cameraClock(ahead);
    }
  }

  /// When something must have come: what was promised, or the next picture.
  private long latest() {
    var delivering = watch;
    if (delivering == null) {
      return openBy;
    }
    // Who fetches in advance is not late as long as pictures come, which the buffer knows.
    return paced ? System.nanoTime() + LONGEST_FETCH : delivering.deadline();
  }

  private StreamLost why(IOException failed) {
    var delivering = watch;
    if (guard.isAborted()) {
      return new StreamLost(StreamProblem.ENDED, "closed by us", failed);
    }
    if (guard.isOver()) {
      return delivering == null
          ? new StreamLost(StreamProblem.NO_ANSWER, "no answer in time", failed)
          : delivering
              .overdue(System.nanoTime())
              .orElseGet(() -> new StreamLost(StreamProblem.STALLED, "no answer in time", failed));
    }
    if (failed instanceof StreamLost lost) {
      return lost;
    }
    return new StreamLost(
        answered ? StreamProblem.ENDED : StreamProblem.NO_ANSWER, "the connection broke", failed);
  }

  @Override
  public void abort() {
    guard.abort();
  }

  @Override
  public void close() {
    guard.close();
    talk.close();
  }
}
