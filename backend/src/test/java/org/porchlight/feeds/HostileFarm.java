package org.porchlight.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.porchlight.feeds.HostileCamera.Deed;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.registry.Login;

/// Many cameras that mean harm, and somebody elsewhere whom nobody may call.
final class HostileFarm {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  private static final Login LOGIN = new Login("owner", "se cret");
  private static final String SECRET_AS_IT_IS =
      Base64.getEncoder().encodeToString("owner:se cret".getBytes(UTF_8));

  /// Less than one camera's largest picture.
  private static final long MOST_HEAP_KEPT = 8 << 20;

  private final List<Trick> tricks = new ArrayList<>();
  private final VideoSource source;
  private final Function<HostileCamera, String> url;
  private final HostileCamera canary = new HostileCamera().start();
  private final DatagramChannel silent = silent();
  private final long held = CameraForTests.POOL.bytesInUse();

  /// One way to mean harm.
  ///
  /// @param ends what it may be found to be
  private record Trick(String name, Set<StreamProblem> ends, HostileCamera camera) {}

  /// @param url what the cameras are called by
  HostileFarm(VideoSource source, Function<HostileCamera, String> url) throws IOException {
    this.source = source;
    this.url = url;
  }

  /// Where nobody may be led.
  String elsewhere() {
    return url.apply(canary);
  }

  /// The same machine under names that other programs read as its address.
  List<String> elsewhereInDisguise() {
    return Stream.of("2130706433", "0177.0.0.1", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::1]")
        .map(host -> elsewhere().replace("127.0.0.1", host))
        .toList();
  }

  /// A UDP port of the same machine to which nobody may send.
  int silentPort() throws IOException {
    return ((InetSocketAddress) silent.getLocalAddress()).getPort();
  }

  private static DatagramChannel silent() throws IOException {
    var channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    channel.configureBlocking(false);
    return channel;
  }

  /// Adds a camera that does this when it is asked with this method.
  void trick(String name, String method, Deed deed, StreamProblem... ends) throws IOException {
    var found = EnumSet.copyOf(List.of(ends));
    tricks.add(new Trick(name, found, new HostileCamera().on(method, deed).start()));
  }

  /// Plays every trick, without sound and with it, all at once, beside a camera that is good:
  /// nobody elsewhere is called, the good one goes on, everything that was taken is given back, and
  /// whoever asks is told one of five plain things.
  void wastesItsOwnConnectionsAndNothingElse(String goodUrl) throws Exception {
    var house = new CameraForTests();
    var feeds = house.feeds(SETTINGS, source);
    feeds.start();
    var good = feeds.hold(house.add(goodUrl));
    await().atMost(Duration.ofSeconds(10)).until(() -> good.feed().health().lastPacket() != null);

    playAll(false);
    var descriptors = descriptors();
    var threads = ManagementFactory.getThreadMXBean().getThreadCount();
    var heap = heap();
    playAll(true);

    assertThat(canary.calls()).isZero();
    assertThat(silent.receive(ByteBuffer.allocate(16))).isNull();
    var health = good.feed().health();
    assertThat(health.state()).isInstanceOf(FeedState.Delivering.class);
    assertThat(health.reconnects()).isZero();
    assertThat(health.gaps()).isZero();
    await()
        .untilAsserted(() -> {
          assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 4);
          assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
              .isLessThanOrEqualTo(threads + 4);
          assertThat(heap()).isLessThanOrEqualTo(heap + MOST_HEAP_KEPT);
        });
    house.stop();
    await()
        .untilAsserted(
            () -> assertThat(CameraForTests.POOL.bytesInUse()).isLessThanOrEqualTo(held));
  }

  private void playAll(boolean heard) throws Exception {
    try (var threads = Executors.newThreadPerTaskExecutor(source.threads().factory())) {
      var ends = new ArrayList<Future<StreamLost>>();
      for (var trick : tricks) {
        trick.camera().requests().clear();
        ends.add(threads.submit(() -> end(trick.camera(), heard)));
      }
      for (var i = 0; i < tricks.size(); i++) {
        var lost = ends.get(i).get(30, TimeUnit.SECONDS);
        assertThat(tricks.get(i).ends())
            .as("%s: %s", tricks.get(i).name(), lost.getMessage())
            .contains(lost.problem());
        assertThat(lost).hasMessageNotContaining("se cret");
        assertThat(Probe.answerTo(lost.problem())).isNotEqualTo(ProbeAnswer.OK);
      }
    }
    for (var trick : tricks) {
      assertThat(trick.camera().requests())
          .as(trick.name())
          .noneMatch(request -> request.contains(SECRET_AS_IT_IS));
      trick.camera().hangUp();
    }
  }

  private StreamLost end(HostileCamera camera, boolean heard) {
    var connection = CameraForTests.connection(url.apply(camera), LOGIN, CameraForTests.LOOPBACK);
    var target =
        new Target(connection.address(), InetAddress.ofLiteral("127.0.0.1"), connection.login())
            .sound(heard)
            .trusted(true);
    var feed = new Feed(SETTINGS, CameraForTests.POOL, Clock.systemUTC(), System::nanoTime);
    try (feed;
        var stream = source.stream(target, new Into(feed))) {
      stream.open();
      return stream.awaitEnd();
    } catch (StreamLost lost) {
      return lost;
    }
  }

  private record Into(Feed feed) implements VideoSource.Receiver {

    @Override
    public void begin() {
      feed.begin();
    }

    @Override
    public void take(VideoSource.Packet packet) {
      feed.keep(packet);
    }
  }

  /// What is left when everything is thrown away that nobody needs.
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long descriptors() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
  }

  void close() throws Exception {
    for (var trick : tricks) {
      trick.camera().close();
    }
    canary.close();
    silent.close();
    if (source instanceof AutoCloseable closing) {
      closing.close();
    }
  }
}
