package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.access.LookTicket;
import org.porchlight.access.Looks;
import org.porchlight.access.LooksForTests;
import org.porchlight.access.Permit;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Reason;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.IncidentId;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.MaskSet;

class LiveViewsTests {

  static final Set<ViewerFormat> H264 = Set.of(ViewerFormat.H264);

  static final Actor OPERATOR =
      new Actor(
          PersonId.random(),
          OrganisationId.random(),
          Set.of(Role.OPERATOR),
          "session-1",
          null,
          "192.0.2.7");

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;
  final AtomicReference<Standing> standing = new AtomicReference<>(new Standing.Holds());
  final AtomicReference<RuntimeException> unreadable = new AtomicReference<>();
  final AtomicBoolean unwritable = new AtomicBoolean();
  final List<String> closings = new CopyOnWriteArrayList<>();
  final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  final Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);
  final LongAdder served = new LongAdder();
  CameraId camera;
  Looks looks;
  LiveViews views;

  @BeforeEach
  void start() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    camera = house.add(street.sim.urlOf("door"));
    looks = LooksForTests.on(new Ground(), new LaterClock());
    views =
        new LiveViews(
            street.feeds,
            looks,
            CameraForTests.copies(_ -> MaskSet.NONE, 4),
            CameraForTests.quick(),
            (_, _, _, bytes) -> served.add(bytes));
    looks.start();
  }

  @AfterEach
  void stop() {
    looks.stop();
  }

  @Test
  void aTicketOpensOneViewInTheSessionItWasGivenTo() {
    var ticket = admit();
    var screen = new Screen();

    var view = views.redeem(ticket.value(), "session-1", H264, screen);

    assertThat(view).isPresent();
    await().atMost(Duration.ofSeconds(5)).until(() -> screen.count() > 10);
    assertThat(views.redeem(ticket.value(), "session-1", H264, new Screen())).isEmpty();
    view.get().close();
    view.get().close();
    await().until(() -> closings.size() == 1);
    assertThat(closings.getFirst()).matches("VIEWER_LEFT after [0-9]+ ms, [1-9][0-9]+ bytes");
    // What was really sent is counted apart: one piece may have been on its way.
    var said = Long.parseLong(closings.getFirst().replaceAll(".*, ([0-9]+) bytes", "$1"));
    assertThat(served.sum()).isBetween(said, said + 500_000);
    assertThat(views.open()).isZero();
  }

  @Test
  void aTicketOfAnotherSessionOrTooOldOrInventedOpensNothing() {
    assertThat(views.redeem(admit().value(), "session-2", H264, new Screen())).isEmpty();
    assertThat(views.redeem("invented", "session-1", H264, new Screen())).isEmpty();
    var old = admit();
    later.set(Duration.ofSeconds(31));
    assertThat(views.redeem(old.value(), "session-1", H264, new Screen())).isEmpty();

    // Both tickets that were given and led to nothing are written down as such, once.
    await().until(() -> closings.size() == 2);
    assertThat(closings).allMatch(line -> line.equals("NEVER_OPENED after 0 ms, 0 bytes"));
  }

  @Test
  void aTicketThatNobodyUsesIsWrittenDownAndTheCameraIsLetGo() {
    admit();
    later.set(Duration.ofSeconds(31));

    await().atMost(Duration.ofSeconds(5)).until(() -> closings.size() == 1);
    assertThat(closings.getFirst()).startsWith("NEVER_OPENED");
    await().atMost(Duration.ofSeconds(5)).until(() -> street.feeds.find(camera).isEmpty());
  }

  @Test
  void aViewEndsWhenItsGroundDoes() {
    var screen = open();

    var changed = System.nanoTime();
    standing.set(new Standing.Ended(Reason.SWITCHED_OFF));
    LooksForTests.judge(looks, permit -> permit.camera().equals(camera));

    await().pollInterval(Duration.ofMillis(1)).until(() -> screen.ended != null);
    assertThat(screen.endedAt - changed).isLessThan(500_000_000);
    assertThat(screen.ended.code()).isEqualTo("SWITCHED_OFF");
    var count = screen.count();
    await().until(() -> closings.size() == 1);
    await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    // Not one picture after the end.
    assertThat(screen.count()).isEqualTo(count);
    assertThat(screen.heard.getLast()).isEqualTo("end SWITCHED_OFF");
  }

  @Test
  void aViewEndsWithinASecondAlsoWhenNobodySaysAnything() {
    var screen = open();

    var changed = System.nanoTime();
    standing.set(new Standing.Ended(Reason.OUTSIDE_SCHEDULE));

    await().pollInterval(Duration.ofMillis(1)).until(() -> screen.ended != null);
    assertThat(screen.endedAt - changed).isLessThan(1_000_000_000);
  }

  @Test
  void aViewThatCannotBeWrittenDownGetsNoTicket() {
    unwritable.set(true);

    assertThatIllegalStateException().isThrownBy(this::admit);
    assertThat(street.feeds.find(camera)).isEmpty();
  }

  @Test
  void aGroundThatCannotBeReadCountsAsEnded() {
    var screen = open();

    unreadable.set(new IllegalStateException("no database"));

    await().atMost(Duration.ofSeconds(4)).until(() -> screen.ended != null);
    assertThat(screen.ended.code()).isEqualTo("CANNOT_JUDGE");
  }

  @Test
  void aShortHiccupOfTheDatabaseEndsNothing() {
    var screen = open();

    unreadable.set(new IllegalStateException("no database"));
    await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    unreadable.set(null);
    await().pollDelay(Duration.ofMillis(1500)).until(() -> true);

    assertThat(screen.ended).isNull();
  }

  @Test
  void aViewerWhoVanishesIsWrittenDownOnce() {
    var screen =
        new Screen() {
          @Override
          public synchronized void fragment(ByteBuffer piece, boolean key) {
            throw new IllegalStateException("the browser is gone");
          }
        };
    var view = views.redeem(admit().value(), "session-1", H264, screen).orElseThrow();

    await().atMost(Duration.ofSeconds(5)).until(() -> !view.isOpen());
    view.close();

    await().until(() -> closings.size() == 1);
    assertThat(closings.getFirst()).startsWith("VIEWER_LEFT");
  }

  @Test
  void whoeverLeavesSeesNothingMoreWhateverTheBrowserDoes() {
    var permit = permit(Use.LIVE);
    var ticket = views.admit(permit, RecordedForTests.of(camera.toString()));
    var screen = new Screen();
    assertThat(views.redeem(ticket.value(), "session-1", H264, screen)).isPresent();
    var other = open();

    views.leave(permit);
    views.leave(permit);

    await().until(() -> screen.ended != null && closings.size() == 1);
    assertThat(closings.getFirst()).startsWith("VIEWER_LEFT");
    assertThat(other.ended).isNull();
  }

  /// Whoever comes in is caught up with what was shown since the last keyframe, in one piece of its
  /// own; whoever may not see that begins with a keyframe that everybody gets.
  @Test
  void whatWasShownBeforeTheGroundExistedIsNotSent() {
    var other = open();
    var permit = PermitsForTests.reachingBackTo(permit(Use.LIVE), clock.instant());
    var ticket = views.admit(permit, RecordedForTests.of(camera.toString()));
    var screen = new Screen();

    assertThat(views.redeem(ticket.value(), "session-1", H264, screen)).isPresent();

    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 1);
    assertThat(screen.heard.get(1)).isEqualTo("key");
    var first = screen.piece(1);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> other.pieces().stream().anyMatch(piece -> Arrays.equals(piece, first)));
  }

  @Test
  void aTicketOfWhoeverLeftOpensNothing() {
    var permit = permit(Use.LIVE);
    var ticket = views.admit(permit, RecordedForTests.of(camera.toString()));

    views.leave(permit);

    assertThat(views.redeem(ticket.value(), "session-1", H264, new Screen())).isEmpty();
    await().until(() -> closings.size() == 1);
    assertThat(closings.getFirst()).startsWith("NEVER_OPENED");
  }

  @Test
  void aViewerWhoIsStuckHoldsNobodyUpAndEndsInTime() {
    var stuck = new CountDownLatch(1);
    var slow =
        new Screen() {
          @Override
          public synchronized void fragment(ByteBuffer piece, boolean key) {
            try {
              var _ = stuck.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        };
    var _ = views.redeem(admit().value(), "session-1", H264, slow).orElseThrow();
    var quick = open();
    var count = quick.count();
    await().atMost(Duration.ofSeconds(5)).until(() -> quick.count() > count + 15);

    var changed = System.nanoTime();
    standing.set(new Standing.Ended(Reason.INCIDENT_CLOSED));

    await().pollInterval(Duration.ofMillis(1)).until(() -> slow.ended != null);
    assertThat(slow.endedAt - changed).isLessThan(1_000_000_000);
    await().until(() -> closings.size() == 2);
    stuck.countDown();
  }

  @Test
  void aCameraThatFailsKeepsItsViewsWaitingAndResumesThem() {
    var screen = open();

    street.sim.camera("door").faults().drop();

    await().atMost(Duration.ofSeconds(5)).until(() -> screen.heard.contains("waiting ENDED"));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> screen.heard.lastIndexOf("key") > screen.heard.indexOf("waiting ENDED"));
    assertThat(screen.ended).isNull();
  }

  @Test
  void stoppingEndsAllViewsAndWritesThemDown() {
    var screen = open();

    looks.stop();

    assertThat(closings).hasSize(1);
    assertThat(closings.getFirst()).startsWith("SHUTDOWN");
    await().until(() -> screen.ended != null);
  }

  @Test
  void proofsForSomethingElseOpenNothing() {
    var permit = permit(Use.CLIP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> views.admit(permit, RecordedForTests.of(camera.toString())));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> views.admit(permit(Use.LIVE), RecordedForTests.of(CameraId.random().toString())));
  }

  private Screen open() {
    var screen = new Screen();
    assertThat(views.redeem(admit().value(), "session-1", H264, screen)).isPresent();
    await().atMost(Duration.ofSeconds(10)).until(() -> screen.count() > 3);
    return screen;
  }

  private LookTicket admit() {
    return views.admit(permit(Use.LIVE), RecordedForTests.of(camera.toString()));
  }

  private Permit permit(Use use) {
    return PermitsForTests.permit(OPERATOR, camera, use, IncidentId.random(), clock.instant());
  }

  private final class Ground implements LooksForTests.Ground {

    @Override
    public Standing judge(Permit permit) {
      var trouble = unreadable.get();
      if (trouble != null) {
        throw trouble;
      }
      return standing.get();
    }

    @Override
    public void opened() {
      if (unwritable.get()) {
        throw new IllegalStateException("no database");
      }
    }

    @Override
    public void closed(long durationMillis, long bytes, String endReason) {
      closings.add("%s after %d ms, %d bytes".formatted(endReason, durationMillis, bytes));
    }
  }

  private final class LaterClock extends Clock {

    @Override
    public Instant instant() {
      return clock.instant().plus(later.get());
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
