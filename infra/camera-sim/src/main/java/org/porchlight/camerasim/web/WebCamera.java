package org.porchlight.camerasim.web;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.LoginCheck;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.Sound;
import org.porchlight.camerasim.scenes.Stills;

/// One simulated camera on the web. Its scene runs on whether anyone watches or not. Thread-safe.
public final class WebCamera {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MOST_LATE_SECONDS = 2;

  private final String url;
  private final Clip clip;
  private final Stills stills;
  private final CameraOptions options;
  private final WebFaults faults = new WebFaults(this);
  private final Packaging packaging = new Packaging();
  private final OnvifFront onvif = new OnvifFront(this);

  /// It has run for a while, so that there are segments to show.
  private volatile Duration clockAhead = Duration.ZERO;

  private final long begin = System.nanoTime() - 20 * SECOND;

  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /// Milliseconds.
  private final AtomicLong timestampError = new AtomicLong();

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong soundRequests = new AtomicLong();
  private final AtomicLong refusedLogins = new AtomicLong();

  WebCamera(String url, Scene scene, Clip clip, CameraOptions options) {
    this.url = url;
    this.clip = clip;
    this.stills = Stills.of(scene);
    this.options = options;
  }

  /// Address of the picture in this form, without user name and password.
  public String url(Form form) {
    return url + "/" + form.file();
  }

  public WebFaults faults() {
    return faults;
  }

  /// How its film in pieces is packed.
  public Packaging packaging() {
    return packaging;
  }

  /// Its ONVIF services.
  public OnvifFront onvif() {
    return onvif;
  }

  /// Sets its wall clock so much ahead.
  public void clockAhead(Duration by) {
    clockAhead = by;
  }

  Duration clockAhead() {
    return clockAhead;
  }

  String url() {
    return url;
  }

  /// Requests so far, whatever they were answered.
  public long requests() {
    return requests.get();
  }

  /// Requests for sound that lies apart from the pictures.
  public long soundRequests() {
    return soundRequests.get();
  }

  /// Requests that carried credentials which did not fit.
  public long refusedLogins() {
    return refusedLogins.get();
  }

  /// Connections that are open now and have asked for something.
  public int openConnections() {
    return connections.size();
  }

  Clip clip() {
    return clip;
  }

  /// What it hears; null if nothing.
  @Nullable Sound sound() {
    return clip.sound();
  }

  /// What it sends of that now.
  @Nullable Sound soundSent() {
    var own = sound();
    return switch (faults.sound) {
      case null -> own;
      case GARBAGE -> own == null ? null : own.garbled();
      case REFUSED, NOT_ANSWERED, STALLED -> own == null ? null : own.with(List.of());
    };
  }

  LoginCheck[] loginChecks() {
    return options.loginCheck(new Random()).stream().toArray(LoginCheck[]::new);
  }

  void asked(Socket by) {
    requests.incrementAndGet();
    connections.add(by);
  }

  void left(Socket gone) {
    connections.remove(gone);
  }

  void askedForSound() {
    soundRequests.incrementAndGet();
  }

  void countRefusedLogin() {
    refusedLogins.incrementAndGet();
  }

  void countRefusedLogin(boolean given) {
    if (given) {
      countRefusedLogin();
    }
  }

  void drop() {
    end(false);
  }

  void reset() {
    end(true);
  }

  private void end(boolean atOnce) {
    for (var one : connections) {
      try {
        if (atOnce) {
          one.setSoLinger(true, 0);
        }
        one.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
  }

  /// How many pictures there were since its beginning.
  long now() {
    return (System.nanoTime() - begin) * clip.framesPerSecond() / SECOND;
  }

  /// What to send after this one: the next, or, for whoever has not taken any for long, what there
  /// is to see now. A program that was kept waiting for a moment leaves nothing out.
  long after(long number) {
    var now = now();
    return now - number > MOST_LATE_SECONDS * clip.framesPerSecond() ? now : number + 1;
  }

  /// How many there are to see.
  long shown() {
    return faults.stall ? faults.stalledAt : now();
  }

  void jumpTimestamps(Duration by) {
    timestampError.addAndGet(by.toMillis());
  }

  /// The time stamp of a picture, right or wrong.
  ///
  /// @param rate ticks in a second
  long ticks(long number, int rate) {
    return number * rate / clip.framesPerSecond() + timestampError.get() * rate / 1000;
  }

  boolean isKey(long number) {
    return clip.isKey(frame(number));
  }

  byte[] picture(long number) {
    return clip.accessUnit(frame(number));
  }

  /// Waits until this picture is due.
  void await(long number) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(
        begin + number * SECOND / clip.framesPerSecond() - System.nanoTime());
  }

  int frame(long number) {
    return (int) (number % clip.frames());
  }

  byte[] jpeg(long number) {
    return stills.jpeg(frame(number));
  }
}
