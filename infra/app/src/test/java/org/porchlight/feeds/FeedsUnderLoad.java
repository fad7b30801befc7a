package org.porchlight.feeds;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.management.ObjectName;
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
import org.springframework.util.unit.DataSize;

/// The feeds as the application runs them, with nothing around: a process of its own, whose CPU and
/// memory are theirs. Prints what it measures, one `name value` a line, and ends.
///
/// Arguments: port of the cameras, how many, `OWN` or `FFMPEG`, and then either seconds until the
/// rings are full and seconds to measure, or nothing: then it tells how it is until the word `end`.
public final class FeedsUnderLoad implements Cameras, FeedKeeper.News {

  private static final int SLICE_SECONDS = 5;
  private static final Pattern HELD = Pattern.compile("Other \\(reserved=(\\d+)KB");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+)");

  private final Map<CameraId, CameraConnection> connections = new ConcurrentHashMap<>();
  private final ChunkPool pool = new ChunkPool(32);
  private final Feeds feeds;

  private FeedsUnderLoad(String rtsp) throws Exception {
    var properties = new MapConfigurationPropertySource(Map.of("porchlight.feeds.rtsp", rtsp));
    var settings = new Binder(properties).bindOrCreate("porchlight.feeds", FeedSettings.class);
    feeds =
        new Feeds(
            settings,
            UNLIMITED,
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

  static final RoomSettings UNLIMITED =
      new RoomSettings(
          DataSize.ofGigabytes(64),
          Long.MAX_VALUE / 2,
          Integer.MAX_VALUE,
          DataSize.ofMegabytes(8),
          2_000_000,
          Duration.ofSeconds(10));

  public static void main(String[] arguments) throws Exception {
    var port = Integer.parseInt(arguments[0]);
    var count = Integer.parseInt(arguments[1]);
    var load = new FeedsUnderLoad(arguments[2]);
    load.feeds.start();
    if (arguments.length > 3) {
      load.measure(port, count, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    } else {
      load.tell(port, count);
    }
    System.exit(0);
  }

  private void measure(int port, int count, int fill, int seconds) throws Exception {
    var holds = new ArrayList<Feeds.Hold>();
    // What the first feed brings along is not what one more feed costs.
    holds.add(feeds.hold(camera(port, 0)));
    TimeUnit.SECONDS.sleep(2);
    var base = residentKib();
    for (var i = 1; i < count; i++) {
      holds.add(feeds.hold(camera(port, i)));
    }
    TimeUnit.SECONDS.sleep(fill);
    for (var slice = 0; slice < Math.max(1, seconds / SLICE_SECONDS); slice++) {
      var process = processNanos();
      var engine = engineNanos();
      var begun = System.nanoTime();
      TimeUnit.SECONDS.sleep(SLICE_SECONDS);
      var cameraSeconds = (System.nanoTime() - begun) / 1e9 * count;
      print("process", (processNanos() - process) / 1e6 / cameraSeconds);
      print("engine", (engineNanos() - engine) / 1e6 / cameraSeconds);
    }
    print("memory", (residentKib() - base) / 1024.0 / Math.max(1, count - 1));
    print("rings", pool.bytesInUse() / 1048576.0 / count);
    var healths = healths(holds);
    print("delivering", delivering(healths));
    print("gaps", healths.stream().mapToInt(FeedHealth::gaps).sum());
    print("bits", healths.stream().mapToLong(FeedHealth::bitsPerSecond).average().orElse(0));
  }

  private void tell(int port, int count) throws Exception {
    var holds = new ArrayList<Feeds.Hold>();
    for (var i = 0; i < count; i++) {
      holds.add(feeds.hold(camera(port, i)));
    }
    var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (var i = 0; System.in.available() == 0; i++) {
      if (i % 10 == 0) {
        print("native", heldKib() / 1024.0);
      }
      print("threads", ManagementFactory.getThreadMXBean().getThreadCount());
      print("descriptors", system.getOpenFileDescriptorCount());
      print("resident", residentKib() / 1024.0);
      print("delivering", delivering(healths(holds)));
      TimeUnit.MILLISECONDS.sleep(100);
    }
    feeds.stop();
    for (var i = 0; i < 100 && pool.bytesInUse() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    print("left", pool.bytesInUse());
    print("ended", 1);
  }

  private static List<FeedHealth> healths(List<Feeds.Hold> holds) {
    return holds.stream().map(hold -> hold.feed().health()).toList();
  }

  private static long delivering(List<FeedHealth> healths) {
    return healths.stream().filter(one -> one.state() instanceof FeedState.Delivering).count();
  }

  private CameraId camera(int port, int number) {
    var id = CameraId.random();
    var address =
        new StreamAddress(StreamAddress.Scheme.RTSP, "127.0.0.1", port, "/camera-" + number);
    var loopback = NetworkPolicy.granting(List.of(Network.of("127.0.0.0/8")));
    connections.put(id, new CameraConnection(address, null, loopback));
    return id;
  }

  private static long processNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  /// CPU of the threads that read from cameras. FFmpeg's are those of the feeds.
  private static long engineNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    var sum = 0L;
    for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && info.getThreadName().matches("(rtsp|feed)-.*")) {
        sum += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
      }
    }
    return sum;
  }

  private static long residentKib() throws Exception {
    var status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.UTF_8);
    var found = RESIDENT.matcher(status);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /// Memory outside the heap that Java code holds: what the VM calls other than its own.
  private static long heldKib() throws Exception {
    var said =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmNativeMemory",
                    new Object[] {new String[] {"summary", "scale=KB"}},
                    new String[] {String[].class.getName()});
    var found = HELD.matcher(said);
    if (!found.find()) {
      throw new IllegalStateException("Memory is not tracked: " + said);
    }
    return Long.parseLong(found.group(1));
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
