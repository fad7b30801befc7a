package org.porchlight.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.FragmentedMp4;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.Sample;
import org.porchlight.testing.Ffprobe;

/// Cameras on the web whose pictures change while they run: first larger ones, then H.265 instead
/// of H.264. Real pictures, packed here.
class ChangingFilmTests {

  static final int STEP = 6000;
  static final int GROUP = 30;

  enum Way {
    /// Segments of MPEG-TS, with a discontinuity in the playlist, and other times behind it.
    HLS,
    /// Fragments of MP4, with a discontinuity and another header.
    HLS_FRAGMENTS,
    /// The same without a word about it: only the header is another one.
    HLS_FRAGMENTS_UNSAID,
    /// One stream without end, whose tables change.
    STREAM
  }

  /// Two seconds of pictures of one kind.
  record Kind(Codec codec, List<byte[]> pictures) {}

  static final List<Kind> KINDS =
      List.of(
          new Kind(Codec.H264, of(Scene.MAIN_STREET.clip())),
          new Kind(Codec.H264, of(Scene.largeClip())),
          new Kind(Codec.HEVC, h265()));

  /// Which kind each segment is of.
  static final List<Integer> SEGMENTS = List.of(0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2);

  final CameraForTests house = new CameraForTests();
  HttpServer server;
  Feeds feeds;
  long begin;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    feeds = house.feeds(CameraForTests.quick());
    feeds.start();
    begin = System.nanoTime();
  }

  @AfterEach
  void stop() {
    feeds.stop();
    server.stop(0);
  }

  @ParameterizedTest
  @EnumSource
  void theFilmGoesOnInAnotherFileWithAnotherHeader(Way way) throws Exception {
    var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + way;
    var camera = house.add(url);
    var feed = feeds.hold(camera).feed();
    var screen = Screen.of(feed);
    var shelf = new SegmentShelf(8_000_000, Set.of(ViewerFormat.values()));
    feed.add(shelf);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> films(feed).size() == 3 && films(feed).getLast().shots().size() > GROUP);

    var films = films(feed);
    assertThat(films.stream().map(film -> film.format().codecs().substring(0, 4)))
        .containsExactly("avc1", "avc1", "hvc1");
    assertThat(films.stream().map(film -> film.format().width()))
        .startsWith(640, 1280)
        .doesNotHaveDuplicates();
    for (var film : films) {
      var file = file(film);
      assertThat(Ffprobe.complaints(file)).isEmpty();
      assertThat(Ffprobe.decoded(file)).matches("(h264|hevc)," + film.shots().size());
      assertThat(film.gaps()).isEmpty();
    }
    // Not one picture is missing between them.
    for (var i = 1; i < films.size(); i++) {
      assertThat(films.get(i).shots().getFirst().number())
          .isEqualTo(films.get(i - 1).shots().getLast().number() + 1);
    }
    var health = feed.health();
    assertThat(health.codec()).startsWith("hvc1");
    assertThat(health.width()).isEqualTo(films.getLast().format().width());
    assertThat(health.height()).isEqualTo(films.getLast().format().height());
    assertThat(health.reconnects()).isZero();
    var starts = screen.heard.stream().filter(said -> said.startsWith("start")).toList();
    assertThat(starts).hasSize(3);
    assertThat(starts.getLast()).contains("hvc1");
    // What comes after the last header is whole by itself.
    assertThat(Ffprobe.decoded(afterLastStart(screen))).matches("hevc,\\d+");
    var playlist = ((SegmentedView.Playlist.Text) shelf.playlist()).text();
    assertThat(playlist.split("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"i", -1)).hasSize(3);
  }

  private static byte[] afterLastStart(Screen screen) {
    var at = screen.heard.size();
    var pieces = screen.pieces();
    var from = 0;
    var number = 0;
    for (var said : List.copyOf(screen.heard).subList(0, at)) {
      if (said.startsWith("start")) {
        from = number++;
      } else if (said.equals("key") || said.equals("piece")) {
        number++;
      }
    }
    var out = new ByteArrayOutputStream();
    pieces.subList(from, pieces.size()).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static List<Film> films(Feed feed) {
    var window = new Window.Last(Duration.ofMinutes(1));
    try (var taken = Taken.of(feed, feed.recent(window, null), null)) {
      return Film.of(taken.shots(), taken.sounds());
    }
  }

  private static byte[] file(Film film) throws IOException {
    var file = new ByteArrayOutputStream();
    film.write(file, (_, _) -> {});
    return file.toByteArray();
  }

  // ---- the camera

  /// Three segments are there from the beginning, and one more every two seconds.
  private int shown() {
    var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    return (int) Math.min(SEGMENTS.size(), 3 + seconds / 2);
  }

  private void answer(HttpExchange asked) throws IOException {
    try (asked) {
      var path = asked.getRequestURI().getPath().substring(1);
      if (path.equals(Way.STREAM.name())) {
        stream(asked);
        return;
      }
      var dash = path.indexOf('-') + 1;
      var number = dash == 0 ? 0 : Integer.parseInt(path.substring(dash));
      var bytes =
          switch (path.substring(0, dash)) {
            case "header-" -> header(KINDS.get(number));
            case "segment-" -> transport(number);
            case "fragment-" -> fragment(number);
            default -> playlist(Way.valueOf(path)).getBytes(UTF_8);
          };
      asked.sendResponseHeaders(200, bytes.length);
      asked.getResponseBody().write(bytes);
    }
  }

  private String playlist(Way way) {
    var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n");
    text.append("#EXT-X-MEDIA-SEQUENCE:0\n");
    for (var i = 0; i < shown(); i++) {
      var kind = SEGMENTS.get(i);
      var other = i == 0 || !kind.equals(SEGMENTS.get(i - 1));
      if (other && i > 0 && way != Way.HLS_FRAGMENTS_UNSAID) {
        text.append("#EXT-X-DISCONTINUITY\n");
      }
      if (other && way != Way.HLS) {
        text.append("#EXT-X-MAP:URI=\"header-").append(kind).append("\"\n");
      }
      text.append("#EXTINF:2.0,\n").append(way == Way.HLS ? "segment-" : "fragment-");
      text.append(i).append('\n');
    }
    return text.toString();
  }

  private void stream(HttpExchange asked) throws IOException {
    asked.sendResponseHeaders(200, 0);
    var muxer = new Muxer();
    try {
      for (var segment = 0; segment < SEGMENTS.size(); segment++) {
        var kind = KINDS.get(SEGMENTS.get(segment));
        muxer.tables(kind.codec());
        for (var i = 0; i < GROUP; i++) {
          var number = segment * GROUP + i;
          TimeUnit.NANOSECONDS.sleep(
              begin + number * TimeUnit.SECONDS.toNanos(2) / GROUP - System.nanoTime());
          muxer.picture(kind.codec(), kind.pictures().get(i), (long) number * STEP);
          asked.getResponseBody().write(muxer.take());
          asked.getResponseBody().flush();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// After a discontinuity time begins anew, somewhere.
  private static long time(int segment) {
    var first = SEGMENTS.indexOf(SEGMENTS.get(segment));
    return 900_000L * (5 - SEGMENTS.get(segment)) + (long) (segment - first) * GROUP * STEP;
  }

  private static byte[] transport(int segment) {
    var kind = KINDS.get(SEGMENTS.get(segment));
    var muxer = new Muxer();
    muxer.tables(kind.codec());
    for (var i = 0; i < GROUP; i++) {
      muxer.picture(kind.codec(), kind.pictures().get(i), time(segment) + (long) i * STEP);
    }
    return muxer.take();
  }

  private static byte[] header(Kind kind) {
    var reader = new PictureReader(kind.codec());
    reader.read(MemorySegment.ofArray(kind.pictures().getFirst()), false);
    return bytes(FragmentedMp4.header(Objects.requireNonNull(reader.format())));
  }

  private static byte[] fragment(int segment) {
    var kind = KINDS.get(SEGMENTS.get(segment));
    var reader = new PictureReader(kind.codec());
    var samples = new ArrayList<Sample>();
    var contents = new ArrayList<byte[]>();
    for (var i = 0; i < GROUP; i++) {
      reader.read(MemorySegment.ofArray(kind.pictures().get(i)), false);
      var content = new byte[reader.size()];
      reader.copyTo(MemorySegment.ofArray(content));
      contents.add(content);
      var at = time(segment) + (long) i * STEP;
      samples.add(new Sample(at, at, STEP, content.length, reader.isKey()));
    }
    return bytes(
        FragmentedMp4.fragment(
            segment + 1,
            samples,
            (sample, to, at) ->
                System.arraycopy(contents.get(sample), 0, to, at, contents.get(sample).length)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static List<byte[]> of(Clip clip) {
    return IntStream.range(0, GROUP).mapToObj(clip::accessUnit).toList();
  }

  /// One slice per picture: parameter sets go with the slice after them.
  private static List<byte[]> h265() {
    byte[] stream;
    try {
      stream = Files.readAllBytes(Path.of("src/test/resources/clips/testsrc.h265"));
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
    var units = new ArrayList<byte[]>();
    var start = 0;
    var seenSlice = false;
    for (var i = 0; i + 4 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        if (seenSlice) {
          units.add(Arrays.copyOfRange(stream, start, i));
          start = i;
          seenSlice = false;
        }
        seenSlice |= (stream[i + 3] >> 1 & 0x3F) < 32;
      }
    }
    units.add(Arrays.copyOfRange(stream, start, stream.length));
    return units;
  }

  /// MPEG-TS of one video.
  private static final class Muxer {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int counter;

    byte[] take() {
      var bytes = out.toByteArray();
      out.reset();
      return bytes;
    }

    void tables(Codec codec) {
      table(0, new byte[] {0, (byte) 0xB0, 13, 0, 1, (byte) 0xC1, 0, 0, 0, 1, (byte) 0xF0, 0});
      var type = (byte) (codec == Codec.HEVC ? 0x24 : 0x1B);
      table(
          0x1000,
          new byte[] {
            2,
            (byte) 0xB0,
            18,
            0,
            1,
            (byte) 0xC1,
            0,
            0,
            (byte) 0xE1,
            0,
            (byte) 0xF0,
            0,
            type,
            (byte) 0xE1,
            0,
            (byte) 0xF0,
            0
          });
    }

    /// Nobody looks at the checksum.
    private void table(int pid, byte[] content) {
      var packet = new byte[188];
      Arrays.fill(packet, (byte) 0xFF);
      packet[0] = 0x47;
      packet[1] = (byte) (0x40 | pid >> 8);
      packet[2] = (byte) pid;
      packet[3] = 0x10;
      packet[4] = 0;
      System.arraycopy(content, 0, packet, 5, content.length);
      out.writeBytes(packet);
    }

    void picture(Codec codec, byte[] picture, long ticks) {
      var pes = new ByteArrayOutputStream();
      pes.writeBytes(new byte[] {0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x80, (byte) 0x80, 5});
      pes.write((int) (0x21 | ((ticks >> 29) & 0x0E)));
      pes.write((int) (ticks >> 22));
      pes.write((int) ((ticks >> 14) | 1));
      pes.write((int) (ticks >> 7));
      pes.write((int) ((ticks << 1) | 1));
      pes.writeBytes(
          codec == Codec.HEVC
              ? new byte[] {0, 0, 0, 1, 0x46, 1, 0x50}
              : new byte[] {0, 0, 0, 1, 9, (byte) 0xF0});
      pes.writeBytes(picture);
      var bytes = pes.toByteArray();
      for (var at = 0; at < bytes.length; ) {
        at += packet(bytes, at);
      }
    }

    private int packet(byte[] pes, int at) {
      var packet = new byte[188];
      var count = Math.min(pes.length - at, 184);
      var stuffing = 184 - count;
      packet[0] = 0x47;
      packet[1] = (byte) ((at == 0 ? 0x40 : 0) | 1);
      packet[3] = (byte) ((stuffing > 0 ? 0x30 : 0x10) | (counter++ & 0x0F));
      if (stuffing > 0) {
        packet[4] = (byte) (stuffing - 1);
        Arrays.fill(packet, 5, 4 + stuffing, (byte) 0xFF);
        if (stuffing > 1) {
          packet[5] = 0;
        }
      }
      System.arraycopy(pes, at, packet, 4 + stuffing, count);
      out.writeBytes(packet);
      return count;
    }
  }
}
