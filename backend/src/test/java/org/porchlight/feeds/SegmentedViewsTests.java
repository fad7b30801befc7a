package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.access.Looks;
import org.porchlight.access.LooksForTests;
import org.porchlight.access.Permit;
import org.porchlight.access.PermitsForTests;
import org.porchlight.access.Reason;
import org.porchlight.access.Standing;
import org.porchlight.access.Use;
import org.porchlight.audit.RecordedForTests;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.SegmentedView.Playlist;
import org.porchlight.incidents.IncidentId;
import org.porchlight.kernel.Served;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Mask;
import org.porchlight.registry.MaskSet;

class SegmentedViewsTests {

  static final Set<ViewerFormat> H264 = Set.of(ViewerFormat.H264);
  static final Pattern PART =
      Pattern.compile("#EXT-X-PART:DURATION=([0-9.]+),URI=\"(p(\\d+)\\.(\\d+)\\.mp4)\"(.*)");

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;
  final AtomicReference<Standing> standing = new AtomicReference<>(new Standing.Holds());
  final AtomicReference<MaskSet> masks = new AtomicReference<>(MaskSet.NONE);
  final List<String> closings = new CopyOnWriteArrayList<>();
  CameraId camera;
  Copies copies;
  Looks looks;
  LiveViews views;

  @BeforeEach
  void start() throws IOException {
    street.sim.add("door", Scene.CROSSING.clip());
    camera = house.add(street.sim.urlOf("door"));
    copies = CameraForTests.copies(_ -> masks.get(), 2);
    looks = LooksForTests.on(new Ground(), Clock.systemUTC());
    views = new LiveViews(street.feeds, looks, copies, CameraForTests.quick(), Served.NOWHERE);
    looks.start();
  }

  @AfterEach
  void stop() {
    looks.stop();
    copies.close();
  }

  @Test
  void thePlaylistKeepsTheRulesOfLowLatency() throws Exception {
    var view = open();
    awaitText(view, "#EXTINF");
    var text = text(view.playlist());

    assertThat(text).startsWith("#EXTM3U\n#EXT-X-VERSION:9\n");
    assertThat(text).contains("CAN-BLOCK-RELOAD=YES", "#EXT-X-MAP:URI=\"i", "PROGRAM-DATE-TIME");
    var target = number(text, "PART-TARGET=([0-9.]+)");
    assertThat(number(text, "PART-HOLD-BACK=([0-9.]+)")).isGreaterThanOrEqualTo(2 * target);
    var longest = number(text, "TARGETDURATION:([0-9]+)");
    var parts = PART.matcher(text);
    var first = true;
    while (parts.find()) {
      assertThat(Double.parseDouble(parts.group(1))).isBetween(0.01, target + 0.001);
      // Every segment begins with a keyframe here, and players may begin at one only.
      assertThat(parts.group(5).contains("INDEPENDENT=YES")).isEqualTo(parts.group(4).equals("0"));
      first = false;
    }
    assertThat(first).isFalse();
    Pattern.compile("#EXTINF:([0-9.]+),")
        .matcher(text)
        .results()
        .forEach(found ->
            assertThat(Math.round(Double.parseDouble(found.group(1))))
                .isLessThanOrEqualTo((long) longest));
    assertThat(text).containsPattern("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p\\d+\\.\\d+\\.mp4\"\n$");
  }

  @Test
  void aPlayerThatWaitsForThePartThatWasAnnouncedGetsItWhenItIsThere() throws Exception {
    var view = open();
    awaitText(view, "PRELOAD-HINT");
    var hint =
        Pattern.compile("PRELOAD-HINT:TYPE=PART,URI=\"(p(\\d+)\\.(\\d+)\\.mp4)\"")
            .matcher(text(view.playlist()));
    assertThat(hint.find()).isTrue();

    assertThat(view.file(hint.group(1))).isPresent();
    var next =
        text(view.playlist(Long.parseLong(hint.group(2)), Integer.parseInt(hint.group(3)) + 1));

    // The one after it is in the playlist, or a new segment has begun.
    assertThat(next)
        .containsAnyOf(
            "URI=\"p" + hint.group(2) + "." + (Integer.parseInt(hint.group(3)) + 1) + ".mp4\"",
            "\ns" + hint.group(2) + ".mp4");
    assertThat(view.playlist(Long.parseLong(hint.group(2)) + 9, 0))
        .isInstanceOf(Playlist.TooFarAhead.class);
  }

  @Test
  void whatIsFetchedPlays() throws Exception {
    var view = open();
    awaitText(view, "#EXTINF");
    var film = new ByteArrayOutputStream();
    var text = text(view.playlist());
    var map = Pattern.compile("MAP:URI=\"(.+?)\"").matcher(text);
    assertThat(map.find()).isTrue();
    write(view, map.group(1), film);
    var segments = Pattern.compile("\n(s\\d+\\.mp4)\n").matcher(text);
    while (segments.find()) {
      write(view, segments.group(1), film);
    }

    assertThat(CopiesTests.decoded(film.toByteArray())).hasSizeGreaterThan(10);
    assertThat(org.porchlight.testing.Ffprobe.complaints(film.toByteArray())).isEmpty();
  }

  @Test
  void partsAndSegmentsAreTheSameBytes() throws Exception {
    var view = open();
    awaitText(view, "#EXTINF");
    var text = text(view.playlist());
    var segment = Pattern.compile("\ns(\\d+)\\.mp4\n").matcher(text);
    assertThat(segment.find()).isTrue();
    var whole = new ByteArrayOutputStream();
    write(view, "s" + segment.group(1) + ".mp4", whole);
    var pieces = new ByteArrayOutputStream();
    var parts = PART.matcher(text);
    while (parts.find()) {
      if (parts.group(3).equals(segment.group(1))) {
        write(view, parts.group(2), pieces);
      }
    }

    assertThat(pieces.toByteArray()).isEqualTo(whole.toByteArray());
  }

  @Test
  void whenTheGroundEndsNothingMoreIsGivenAndWhoWaitsIsLetGo() throws Exception {
    var view = open();
    awaitText(view, "PRELOAD-HINT");
    var waited = new AtomicReference<Playlist>();
    var ahead = number(text(view.playlist()), "HINT:TYPE=PART,URI=\"p(\\d+)");
    var waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                waited.set(view.playlist((long) ahead + 1, -1));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });

    standing.set(new Standing.Ended(Reason.SWITCHED_OFF));
    var ended = System.nanoTime();
    LooksForTests.judge(looks, _ -> true);
    await().until(() -> !view.isOpen());

    assertThat(waiting.join(Duration.ofSeconds(1))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofSeconds(1));
    assertThat(waited.get()).isInstanceOf(Playlist.Over.class);
    assertThat(view.playlist()).isInstanceOf(Playlist.Over.class);
    assertThat(view.file("i1.mp4")).isEmpty();
    await().until(() -> closings.size() == 1);
    assertThat(closings.getFirst()).startsWith("SWITCHED_OFF");
  }

  @Test
  void whatIsMaskedWhileSomebodyLooksCanNotBeFetchedAnyMore() throws Exception {
    var view = open();
    awaitText(view, "#EXTINF");
    var before = text(view.playlist());
    var old = Pattern.compile("\n(s\\d+\\.mp4)\n").matcher(before);
    assertThat(old.find()).isTrue();

    masks.set(new MaskSet(1, List.of(Mask.rectangle(0, 0, 0.5, 1))));
    views.reroute(camera);
    await().until(() -> view.file(old.group(1)).isEmpty());
    awaitText(view, "#EXTINF");

    assertThat(text(view.playlist())).doesNotContain(old.group(1)).contains("DISCONTINUITY\n");
  }

  @Test
  void aViewerWhoFetchesNothingHoldsLittleAndGoesOnWithTheNewest() throws Exception {
    var shelf = new SegmentShelf(300_000, H264);
    try (var hold = street.feeds.hold(camera)) {
      await().atMost(Duration.ofSeconds(10)).until(() -> hold.feed().format() != null);
      hold.feed().add(shelf);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !((Playlist.Text) shelf.playlist()).text().contains("SEQUENCE:0\n#EXT-X-D"));
      hold.feed().remove(shelf);
    }

    assertThat(shelf.bytes()).isLessThan(600_000);
    assertThat(shelf.file("s0.mp4")).isEmpty();
  }

  @Test
  void aTicketIsGoodForOneWayOfLookingOnly() {
    var ticket = admit();

    assertThat(views.redeem(ticket, "session-1", H264)).isPresent();
    assertThat(views.redeem(ticket, "session-1", H264, new CameraForTests.Screen())).isEmpty();
    assertThat(views.redeem(admit(), "session-2", H264)).isEmpty();
  }

  private String admit() {
    var permit =
        PermitsForTests.permit(
            LiveViewsTests.OPERATOR,
            camera,
            Use.LIVE,
            IncidentId.random(),
            Clock.systemUTC().instant());
    return views.admit(permit, RecordedForTests.of(camera.toString())).value();
  }

  private SegmentedView open() {
    return views.redeem(admit(), "session-1", H264).orElseThrow();
  }

  private static void awaitText(SegmentedView view, String what) {
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> view.playlist() instanceof Playlist.Text(var text) && text.contains(what));
  }

  private static String text(Playlist playlist) {
    return ((Playlist.Text) playlist).text();
  }

  private static double number(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).isTrue();
    return Double.parseDouble(found.group(1));
  }

  private static void write(SegmentedView view, String name, ByteArrayOutputStream to)
      throws InterruptedException {
    for (var piece : view.file(name).orElseThrow()) {
      var bytes = new byte[piece.remaining()];
      ByteBuffer copy = piece.duplicate();
      copy.get(bytes);
      to.writeBytes(bytes);
    }
  }

  private final class Ground implements LooksForTests.Ground {

    @Override
    public Standing judge(Permit permit) {
      return standing.get();
    }

    @Override
    public void closed(long durationMillis, long bytes, String reason) {
      closings.add(reason + " after " + durationMillis + " ms, " + bytes + " bytes");
    }
  }
}
