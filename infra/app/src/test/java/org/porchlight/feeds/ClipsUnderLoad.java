package org.porchlight.feeds;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.porchlight.evidence.ClipsOnDisk;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.pull.AskedBefore;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.feeds.pull.UdpPorts;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Network;
import org.porchlight.registry.NetworkPolicy;
import org.porchlight.registry.StreamAddress;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Cuts clips of a minute out of full rings, one by one and all at once, while the feeds go on.
/// Prints what it measures, one `name value` a line, and ends.
///
/// Arguments: port of the cameras, how many, rounds, and how to start ffmpeg, or `-`.
public final class ClipsUnderLoad implements Cameras, FeedKeeper.News {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final int FILL_SECONDS = 66;

  private final Map<CameraId, CameraConnection> connections = new ConcurrentHashMap<>();
  private final Feeds feeds;
  private final Path folder = Files.createTempDirectory(Path.of("infra/app/target"), "clips");
  private final ClipsOnDisk disk = new ClipsOnDisk(folder);

  private ClipsUnderLoad() throws Exception {
    var properties =
        new MapConfigurationPropertySource(
            Map.of("porchlight.feeds.ring", "75s", "porchlight.feeds.ring-size", "40MB"));
    var settings = new Binder(properties).bindOrCreate("porchlight.feeds", FeedSettings.class);
    var pool = new ChunkPool(32);
    feeds =
        new Feeds(
            settings,
            FeedsUnderLoad.UNLIMITED,
            this,
            host -> List.of(InetAddress.ofLiteral(host)),
            new FeedSetup()
                .videoSource(
                    settings,
                    pool,
                    Clock.systemUTC(),
                    Trust.publicAuthorities(),
                    new UdpPorts(settings.udpPorts())),
            pool,
            this,
            Clock.systemUTC());
  }

  public static void main(String[] arguments) throws Exception {
    var load = new ClipsUnderLoad();
    load.feeds.start();
    try {
      load.measure(
          Integer.parseInt(arguments[0]),
          Integer.parseInt(arguments[1]),
          Integer.parseInt(arguments[2]),
          arguments[3]);
    } finally {
      try (var files = Files.list(load.folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(load.folder);
    }
    System.exit(0);
  }

  private void measure(int port, int count, int rounds, String ffmpeg) throws Exception {
    var ids = new ArrayList<CameraId>();
    var holds = new ArrayList<Feeds.Hold>();
    for (var i = 0; i < count; i++) {
      ids.add(camera(port, i));
      holds.add(feeds.hold(ids.getLast()));
    }
    TimeUnit.SECONDS.sleep(FILL_SECONDS);
    for (var round = 0; round < rounds + 3; round++) {
      var which = round % count;
      var begun = System.nanoTime();
      var file = cut(ids.get(which), holds.get(which).feed());
      var took = System.nanoTime() - begun;
      var bytes = Files.readAllBytes(file);
      begun = System.nanoTime();
      writePlainly(folder.resolve("plain"), bytes);
      var plain = System.nanoTime() - begun;
      // The first ones only warm up.
      if (round >= 3) {
        print("clip", took / 1e6);
        print("plain", plain / 1e6);
        print("bytes", bytes.length);
        if (!ffmpeg.equals("-")) {
          print("ffmpeg", copyWith(ffmpeg, file));
        }
      }
      Files.delete(file);
    }
    var cuts = new ArrayList<Future<Path>>();
    var begun = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < count; i++) {
        var which = i;
        cuts.add(threads.submit(() -> cut(ids.get(which), holds.get(which).feed())));
      }
    }
    print("all_at_once", (System.nanoTime() - begun) / 1e6);
    for (var cut : cuts) {
      cut.get();
    }
    TimeUnit.SECONDS.sleep(6);
    var healths = holds.stream().map(hold -> hold.feed().health()).toList();
    print(
        "delivering",
        healths.stream().filter(one -> one.state() instanceof FeedState.Delivering).count());
    print("gaps", healths.stream().mapToInt(FeedHealth::gaps).sum());
  }

  private Path cut(CameraId camera, Feed feed) throws IOException {
    try (var taken = Taken.of(feed, feed.recent(new Window.Last(MINUTE), null), null)) {
      var films = Film.of(taken.shots());
      if (films.size() != 1) {
        throw new IOException("a clip in " + films.size() + " parts");
      }
      return disk.write(camera, films.getFirst());
    }
  }

  private static void writePlainly(Path file, byte[] bytes) throws IOException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private double copyWith(String ffmpeg, Path file) throws Exception {
    var begun = System.nanoTime();
    var copy =
        new ProcessBuilder(
                List.of(
                    ffmpeg,
                    "-v",
                    "quiet",
                    "-nostdin",
                    "-y",
                    "-i",
                    file.toString(),
                    "-c",
                    "copy",
                    "-movflags",
                    "+faststart",
                    folder.resolve("copy.mp4").toString()))
            .start();
    if (copy.waitFor() != 0) {
      return Double.NaN;
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private CameraId camera(int port, int number) {
    var id = CameraId.random();
    var address =
        new StreamAddress(StreamAddress.Scheme.RTSP, "127.0.0.1", port, "/camera-" + number);
    var loopback = NetworkPolicy.granting(List.of(Network.of("127.0.0.0/8")));
    connections.put(id, new CameraConnection(address, null, loopback));
    return id;
  }

  private static void print(String name, Number value) {
    System.out.println(name + " " + value);
  }

  @Override
  public Optional<CameraConnection> connect(CameraId camera) {
    return Optional.ofNullable(connections.get(camera));
  }

  @Override
  public AskedBefore asked(CameraId camera) {
    return AskedBefore.NOTHING_KNOWN;
  }

  @Override
  public boolean mayBeHeard(CameraId camera) {
    return false;
  }

  @Override
  public Map<CameraId, Unasked> unasked() {
    return Map.of();
  }

  @Override
  public void delivers(CameraId camera) {}

  @Override
  public void lost(CameraId camera, StreamProblem problem, boolean delivered) {}

  @Override
  public void limited(Shortage shortage) {}
}
