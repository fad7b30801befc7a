package org.porchlight.feeds;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.porchlight.access.EndReason;
import org.porchlight.feeds.copies.CopySettings;
import org.porchlight.feeds.copies.Workers;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.feeds.pull.JavaCvRtspSource;
import org.porchlight.feeds.pull.RtspSource;
import org.porchlight.feeds.pull.SourceByScheme;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.feeds.pull.UdpPorts;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.http.HttpSource;
import org.porchlight.feeds.pull.push.Desk;
import org.porchlight.feeds.pull.push.Invitation;
import org.porchlight.feeds.pull.push.PushDoor;
import org.porchlight.feeds.pull.push.PushLimits;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Login;
import org.porchlight.registry.Network;
import org.porchlight.registry.NetworkPolicy;
import org.porchlight.registry.PublishKey;
import org.porchlight.registry.StreamAddress;
import org.springframework.util.unit.DataSize;

/// Feeds without a registry: cameras are what the test says. Whoever made it closes it, and with it
/// everything that was made by it.
final class CameraForTests implements Cameras, FeedKeeper.News, AutoCloseable {

  static final NetworkPolicy LOOPBACK = NetworkPolicy.granting(List.of(Network.of("127.0.0.0/8")));

  static final ChunkPool POOL = new ChunkPool(32);

  final Map<CameraId, CameraConnection> connections = new ConcurrentHashMap<>();
  final Map<CameraId, Unasked> unasked = new ConcurrentHashMap<>();

  /// Runs before what was read of [#unasked] is handed over.
  volatile Runnable afterReading = () -> {};

  final Set<CameraId> byDigest = ConcurrentHashMap.newKeySet();
  final Set<CameraId> heard = ConcurrentHashMap.newKeySet();
  final List<String> news = new CopyOnWriteArrayList<>();
  final List<Shortage> shortages = new CopyOnWriteArrayList<>();

  /// Who dials in, by path.
  final Map<String, Invitation> expected = new ConcurrentHashMap<>();

  final List<String> desk = new CopyOnWriteArrayList<>();
  private final List<Feeds> made = new CopyOnWriteArrayList<>();
  private final List<Counted> sources = new CopyOnWriteArrayList<>();
  private volatile java.util.function.Consumer<CameraId> arrival = _ -> {};

  final PushDoor door =
      new PushDoor(
          new PushLimits(200, 60, 20, 5, Duration.ofMinutes(15), 8, Duration.ofMillis(300)),
          quick().limits(),
          POOL,
          Clock.systemUTC(),
          new Expecting(),
          1);

  /// Lets a camera dial in at this path, with the password `right`.
  CameraId dialsIn(String path) {
    var camera = CameraId.random();
    expected.put(path, new Invitation(camera, PublishKey.of(1, "right"), true, false));
    return camera;
  }

  /// What the camera at this path may do from now on.
  void expect(String path, boolean open, boolean sound) {
    expected.computeIfPresent(
        path, (_, was) -> new Invitation(was.camera(), was.key(), open, sound));
  }

  private final class Expecting implements Desk {

    @Override
    public Optional<Invitation> find(String path) {
      return Optional.ofNullable(expected.get(path));
    }

    @Override
    public void came(CameraId camera) {
      Thread.ofVirtual().start(() -> arrival.accept(camera));
    }

    @Override
    public void left(CameraId camera, StreamProblem problem) {
      desk.add("left " + problem);
    }

    @Override
    public void refused(CameraId camera, Refusal why, InetAddress from) {
      desk.add("refused " + why);
    }
  }

  @Override
  public boolean dialsIn(CameraId camera) {
    return expected.values().stream().anyMatch(who -> who.camera().equals(camera));
  }

  @Override
  public VideoSource.VideoStream dialledIn(
      CameraId camera, boolean sound, VideoSource.Receiver receiver) {
    return door.stream(camera, sound, receiver);
  }

  @Override
  public void onArrival(java.util.function.Consumer<CameraId> told) {
    arrival = told;
  }

  /// Room for everything that a test may want.
  static final RoomSettings AMPLE =
      new RoomSettings(
          DataSize.ofGigabytes(4),
          4_000_000_000L,
          1000,
          DataSize.ofMegabytes(8),
          2_000_000,
          Duration.ofSeconds(10));

  /// The usual settings, only faster.
  static FeedSettings quick() {
    return quick(Duration.ofSeconds(30), DataSize.ofMegabytes(24));
  }

  static FeedSettings quick(Duration ring, DataSize ringSize) {
    return new FeedSettings(
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofMillis(4500),
        Duration.ofMillis(100),
        Duration.ofMillis(400),
        Duration.ofMillis(300),
        Duration.ofMinutes(10),
        8,
        ring,
        ringSize,
        24_000_000,
        9_437_184,
        Duration.ofMillis(400),
        DataSize.ofMegabytes(8),
        FeedSettings.Rtsp.OWN,
        1,
        "21000-21999",
        Duration.ofSeconds(5),
        4);
  }

  CameraId add(String url) {
    return add(url, null, LOOPBACK);
  }

  CameraId add(String url, @Nullable Login login, NetworkPolicy policy) {
    var id = CameraId.random();
    connections.put(id, connection(url, login, policy));
    return id;
  }

  static CameraConnection connection(String url, @Nullable Login login, NetworkPolicy policy) {
    var parsed = (StreamAddress.Parsed.Address) StreamAddress.parse(url);
    return new CameraConnection(parsed.address(), login, policy);
  }

  static final Workers WORKERS = new Workers(copySettings(4));

  static CopySettings copySettings(int live) {
    return new CopySettings(
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        1,
        32,
        500,
        Duration.ofMinutes(1),
        DataSize.ofMegabytes(48),
        live,
        1280,
        1280,
        320);
  }

  static Copies copies(BlankedAreas masks, int live) {
    return new Copies(masks, WORKERS, copySettings(live), POOL, Clock.systemUTC());
  }

  Feeds feeds(FeedSettings settings) {
    return feeds(settings, FeedSettings.Rtsp.OWN);
  }

  Feeds feeds(FeedSettings settings, FeedSettings.Rtsp rtsp) {
    return feeds(settings, source(settings, rtsp));
  }

  Feeds feeds(FeedSettings settings, VideoSource source) {
    return feeds(settings, AMPLE, source);
  }

  Feeds feeds(FeedSettings settings, RoomSettings room, VideoSource source) {
    var counted = new Counted(source);
    sources.add(counted);
    var feeds =
        new Feeds(
            settings,
            room,
            this,
            // The cameras of these tests listen on IPv4 only.
            host ->
                List.of(InetAddress.getAllByName(host.equals("localhost") ? "127.0.0.1" : host)),
            counted,
            POOL,
            this,
            Clock.systemUTC());
    made.add(feeds);
    return feeds;
  }

  /// Stops all feeds; their threads stay until they are closed.
  void stop() {
    made.forEach(Feeds::stop);
    door.close();
  }

  /// Connections of all feeds that are being made or stand, both ways.
  int connections() {
    return sources.stream().mapToInt(source -> source.open.get()).sum() + door.connections();
  }

  @Override
  public void close() {
    stop();
    sources.forEach(Counted::close);
  }

  /// Counts the streams that were not closed again.
  private static final class Counted implements VideoSource {

    private final VideoSource source;
    private final AtomicInteger open = new AtomicInteger();

    private Counted(VideoSource source) {
      this.source = source;
    }

    @Override
    public VideoStream stream(Target target, Receiver receiver) {
      var stream = source.stream(target, receiver);
      open.incrementAndGet();
      return new VideoStream() {

        @Override
        public void open() throws StreamLost {
          stream.open();
        }

        @Override
        public StreamLost awaitEnd() {
          return stream.awaitEnd();
        }

        @Override
        public void abort() {
          stream.abort();
        }

        @Override
        public void close() {
          stream.close();
          open.decrementAndGet();
        }
      };
    }

    @Override
    public Thread.Builder threads() {
      return source.threads();
    }

    private void close() {
      closeAll(source);
    }
  }

  /// Ends the threads of a source.
  static void closeAll(VideoSource source) {
    if (source instanceof SourceByScheme byScheme) {
      byScheme.close();
    }
  }

  /// How many pictures of the last while are kept.
  static int pictures(Feed feed, Duration reach) {
    try (var slice = feed.recent(reach)) {
      return slice.entries().size();
    }
  }

  /// How many pictures are kept.
  static int pictures(Feed feed) {
    return pictures(feed, Duration.ofHours(1));
  }

  static VideoSource source(FeedSettings settings, FeedSettings.Rtsp rtsp) {
    return source(settings, rtsp, Trust.publicAuthorities());
  }

  static VideoSource source(FeedSettings settings, Trust trust) {
    return source(settings, FeedSettings.Rtsp.OWN, trust);
  }

  static VideoSource source(FeedSettings settings, FeedSettings.Rtsp rtsp, Trust trust) {
    return switch (rtsp) {
      case OWN ->
          new SourceByScheme(
              new RtspSource(
                  settings.limits(),
                  POOL,
                  Clock.systemUTC(),
                  trust,
                  new UdpPorts(settings.udpPorts()),
                  1),
              new HttpSource(settings.limits(), trust, Clock.systemUTC()));
      case FFMPEG -> new JavaCvRtspSource(settings.limits(), trust);
    };
  }

  @Override
  public Optional<CameraConnection> connect(CameraId camera) {
    return Optional.ofNullable(connections.get(camera));
  }

  @Override
  public AskedBefore asked(CameraId camera) {
    return new AskedBefore() {

      @Override
      public boolean byDigest() {
        return byDigest.contains(camera);
      }

      @Override
      public void askedByDigest() {
        byDigest.add(camera);
      }
    };
  }

  @Override
  public boolean mayBeHeard(CameraId camera) {
    return heard.contains(camera);
  }

  @Override
  public Map<CameraId, Unasked> unasked() {
    var read = Map.copyOf(unasked);
    afterReading.run();
    return read;
  }

  @Override
  public void delivers(CameraId camera) {
    news.add("delivers");
  }

  @Override
  public void lost(CameraId camera, StreamProblem problem, boolean delivered) {
    news.add((delivered ? "lost " : "failed ") + problem);
  }

  @Override
  public void limited(Shortage shortage) {
    shortages.add(shortage);
  }

  /// Collects what a viewer is sent.
  static class Screen implements ViewerSink {

    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<byte[]> pieces = new ArrayList<>();
    volatile long firstPieceAt;
    volatile long endedAt;
    volatile @Nullable EndReason ended;

    @Override
    public synchronized void start(
        String mimeCodecs, java.nio.ByteBuffer init, java.time.Instant zero) {
      heard.add("start " + mimeCodecs);
      pieces.add(bytes(init));
    }

    @Override
    public synchronized void fragment(java.nio.ByteBuffer piece, boolean key) {
      if (firstPieceAt == 0) {
        firstPieceAt = System.nanoTime();
      }
      heard.add(key ? "key" : "piece");
      pieces.add(bytes(piece));
    }

    @Override
    public void clock(java.time.Instant zero) {
      heard.add("clock");
    }

    @Override
    public void waiting(StreamProblem problem) {
      heard.add("waiting " + problem);
    }

    @Override
    public void end(EndReason reason) {
      endedAt = System.nanoTime();
      ended = reason;
      heard.add("end " + reason.code());
    }

    /// What a viewer of this feed is sent.
    static Screen of(Feed feed) {
      var viewing = new Viewing(8_000_000);
      var screen = new Screen();
      feed.add(viewing);
      Thread.ofVirtual()
          .start(() -> {
            try {
              for (var item = viewing.take(); item != null; item = viewing.take()) {
                switch (item) {
                  case Viewing.Item.Start(var mime, var init, var zero) ->
                      screen.start(mime, init.duplicate(), zero);
                  case Viewing.Item.Piece(var piece, var key) ->
                      screen.fragment(piece.duplicate(), key);
                  case Viewing.Item.ClockShifted(var zero) -> screen.clock(zero);
                  case Viewing.Item.Waiting(var problem) -> screen.waiting(problem);
                }
              }
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });
      return screen;
    }

    /// The pictures of Motion JPEG.
    synchronized List<byte[]> stills() {
      return pieces.stream()
          .filter(piece -> piece.length > 8)
          .map(piece -> java.util.Arrays.copyOfRange(piece, 8, piece.length))
          .toList();
    }

    synchronized List<byte[]> pieces() {
      return List.copyOf(pieces);
    }

    synchronized byte[] piece(int number) {
      return pieces.get(number);
    }

    synchronized byte[] received() {
      var out = new java.io.ByteArrayOutputStream();
      pieces.forEach(out::writeBytes);
      return out.toByteArray();
    }

    long count() {
      return heard.stream().filter(what -> what.equals("key") || what.equals("piece")).count();
    }

    private static byte[] bytes(java.nio.ByteBuffer buffer) {
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }
  }
}
