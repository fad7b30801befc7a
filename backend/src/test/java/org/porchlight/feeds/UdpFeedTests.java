package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Faults;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.SimCamera;
import org.porchlight.feeds.media.PicturesForTests;
import org.porchlight.feeds.pull.JavaCvRtspSource;
import org.porchlight.feeds.pull.RtspSource;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.feeds.pull.UdpPorts;
import org.porchlight.feeds.pull.VideoSource;

/// Cameras in granted networks that send over UDP only: datagrams that are lost, late, twice, out
/// of order, or somebody else's.
class UdpFeedTests {

  static final FeedSettings SETTINGS = CameraForTests.quick();

  @TempDir static Path folder;

  final CameraForTests house = new CameraForTests();
  final UdpPorts ports = new UdpPorts("21000-21199");
  RtspSource source;
  CameraSim sim;
  SimCamera door;
  Feeds feeds;

  @BeforeEach
  void start() throws IOException {
    sim = CameraSim.start(0);
    door = sim.add("door", Scene.CROSSING.clip());
    door.faults().udpOnly(true);
    source = source(ports, Trust.publicAuthorities());
    feeds = house.feeds(SETTINGS, source);
    feeds.start();
  }

  @AfterEach
  void stop() {
    feeds.stop();
    await().untilAsserted(() -> assertThat(ports.lent()).isZero());
    source.close();
    sim.close();
  }

  @Test
  void aCameraThatRefusesTcpIsAskedToSendOverUdp() {
    var hold = hold();

    awaitPictures(hold, 40);

    var counts = door.counts();
    assertThat(counts.connections()).isEqualTo(1);
    assertThat(counts.datagramSetups()).isEqualTo(1);
    // Sound is off, and so not even set up.
    assertThat(counts.setups()).isEqualTo(1);
    assertThat(hold.feed().health().gaps()).isZero();
    assertThat(hold.feed().health().clockOffset()).isNotNull();
    assertThat(ports.lent()).isEqualTo(1);
    // Our reports are sent every five seconds.
    await().atMost(Duration.ofSeconds(8)).until(() -> door.counts().receiverReports() > 0);

    hold.close();
    await()
        .atMost(Duration.ofSeconds(3))
        .until(() -> door.counts().playing() == 0 && ports.lent() == 0);
  }

  @Test
  void tcpStaysTheFirstChoice() {
    door.faults().udpOnly(false);
    var hold = hold();

    awaitPictures(hold, 5);

    assertThat(door.counts().datagramSetups()).isZero();
    assertThat(ports.lent()).isZero();
  }

  @Test
  void picturesAreTheSameAsOverTcp() throws StreamLost {
    assertSameAsOverTcp();
    assertThat(ports.foreign()).isZero();
    assertThat(ports.late()).isZero();
  }

  @Test
  void whatComesOutOfOrderOrTwiceIsPutRight() throws StreamLost {
    door.faults().disorder(20);
    door.faults().duplicates(20);

    assertSameAsOverTcp();

    assertThat(ports.late()).isPositive();
    assertThat(ports.foreign()).isZero();
  }

  /// From the camera's address but another port, and from its port but another address.
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2"})
  void whatSomebodyElseSendsIsDropped(String impostor) throws StreamLost {
    door.faults().impostor(impostor);

    assertSameAsOverTcp();

    assertThat(ports.foreign()).isGreaterThan(30);
  }

  @Test
  void aCameraThatDoesNotSayFromWhichPortsIsHeldToTheFirst() throws StreamLost {
    door.faults().unnamedPorts(true);
    door.faults().impostor("127.0.0.2");

    assertSameAsOverTcp();

    assertThat(ports.foreign()).isGreaterThan(30);
  }

  @Test
  void aPictureThatIsNotSaidToFollowALossIsWhole() throws StreamLost {
    sim.add("whole", Scene.CROSSING.clip());
    var whole = new Album();
    var lossy = new Album();
    try (var first = open(sim.urlOf("whole"), whole);
        var second = open(door.url(), lossy)) {
      door.faults().loss(1);
      door.faults().late(1);
      door.faults().disorder(5);
      // Once around the clip.
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(40))
          .until(() -> whole.pictures.size() > 245 && lossy.pictures.size() > 200);
      first.abort();
      second.abort();
    }
    var known = new HashSet<Integer>();
    whole.pictures.forEach(picture -> known.add(picture.hash()));

    assertThat(whole.pictures).noneMatch(Album.Seen::afterLoss);
    assertThat(lossy.pictures).anyMatch(Album.Seen::afterLoss);
    assertThat(lossy.pictures.stream().filter(picture -> !picture.afterLoss()))
        .allMatch(picture -> known.contains(picture.hash()));
    assertThat(ports.late()).isPositive();
  }

  @Test
  void lossIsNoReasonToLeaveAndIsCounted() {
    var hold = hold();
    awaitPictures(hold, 5);

    door.faults().loss(3);

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> hold.feed().health().gaps() > 0 && pictures(hold) > 60);
    assertThat(hold.feed().health().reconnects()).isZero();
    assertThat(hold.feed().health().state()).isInstanceOf(FeedState.Delivering.class);
  }

  @Test
  void everyWayToDieIsNoticedAndTheFeedComesBack() {
    var hold = hold();
    awaitPictures(hold, 5);

    // RTSP is answered and reports go on.
    door.faults().stall(true);
    awaitLoss(hold, StreamProblem.STALLED);
    back(hold);

    door.faults().hang(true);
    awaitLoss(hold, StreamProblem.STALLED);
    back(hold);

    // The connection ends, whatever may still come over UDP.
    door.faults().drop();
    awaitNews("lost ENDED");
    back(hold);

    door.faults().noKeyframes(true);
    awaitLoss(hold, StreamProblem.NO_KEYFRAMES);
    back(hold);
    assertThat(ports.lent()).isEqualTo(1);
  }

  @Test
  void soundComesTheSameWayWhereItMayBeReceived() {
    var porch = sim.add("porch", Scene.clipWithAac());
    porch.faults().udpOnly(true);
    var camera = house.add(porch.url());
    house.heard.add(camera);
    var hold = feeds.hold(camera);

    awaitPictures(hold, 40);

    assertThat(porch.counts().datagramSetups()).isEqualTo(2);
    assertThat(porch.counts().soundSetups()).isEqualTo(1);
    assertThat(ports.lent()).isEqualTo(2);
    try (var taken =
        Taken.of(
            hold.feed(), hold.feed().recent(new Window.Last(Duration.ofSeconds(30)), null), null)) {
      var sounds = Film.of(taken.shots(), taken.sounds()).getFirst().sounds();
      assertThat(sounds).hasSizeGreaterThan(20);
      // One after the other, without a hole.
      for (var i = 1; i < sounds.size(); i++) {
        assertThat(sounds.get(i).number()).isEqualTo(sounds.get(i - 1).number() + 1);
      }
    }
  }

  @Test
  void soundThatIsNotGivenCostsNoPictureAndNoPort() {
    var porch = sim.add("porch", Scene.clipWithAac());
    porch.faults().udpOnly(true);
    porch.faults().sound(Faults.Sounds.REFUSED);
    var camera = house.add(porch.url());
    house.heard.add(camera);
    var hold = feeds.hold(camera);

    awaitPictures(hold, 5);

    assertThat(ports.lent()).isEqualTo(1);
  }

  @Test
  void portsAreGivenBackByAHundredConnections() throws StreamLost {
    var few = new UdpPorts("21200-21207");
    try (var own = source(few, Trust.publicAuthorities())) {
      connect(own, 3);
      var before = descriptors();

      connect(own, 100);

      await().untilAsserted(() -> assertThat(few.lent()).isZero());
      await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before + 4));
    }
    assertThat(door.counts().plays()).isEqualTo(103);
  }

  @Test
  void withoutAFreePortACameraWaitsLikeAfterAnyOtherFailure() {
    var few = new UdpPorts("21210-21211");
    var other = sim.add("other", Scene.ALLEY.clip());
    other.faults().udpOnly(true);
    var own = source(few, Trust.publicAuthorities());
    var crowded = house.feeds(SETTINGS, own);
    crowded.start();
    var first = crowded.hold(house.add(door.url()));
    awaitPictures(first, 1);

    var second = crowded.hold(house.add(other.url()));
    awaitLoss(second, StreamProblem.MISCONFIGURED);
    assertThat(other.counts().datagramSetups()).isZero();

    first.close();
    awaitPictures(second, 1);
    crowded.stop();
    own.close();
  }

  @Test
  void outsideOfGrantedNetworksNothingIsSetUpOverUdp() {
    var target = target(door.url()).trusted(false);

    assertRefused(source, target, "sends over UDP only, and its network was not granted");

    assertThat(door.counts().datagramSetups()).isZero();
  }

  @Test
  void whereUdpIsSwitchedOffNothingIsSetUpOverIt() {
    try (var without = source(new UdpPorts(UdpPorts.NONE), Trust.publicAuthorities())) {
      assertRefused(without, target(door.url()), "porchlight.feeds.udp-ports is none");
    }
    assertThat(door.counts().datagramSetups()).isZero();
  }

  @Test
  void whatWasToBeEncryptedIsNeverSentOverUdp() throws Exception {
    var keys = TlsDoor.certificateIn(folder);
    try (var tls = new TlsDoor(keys, sim.port());
        var own = source(ports, TlsDoor.trusting(keys))) {
      var url = "rtsps://localhost:" + tls.port() + "/door";

      assertRefused(own, target(url), "sends over UDP only, which is not encrypted");
    }
    assertThat(door.counts().datagramSetups()).isZero();
  }

  @Test
  void withFfmpegSuchACameraIsRefusedInPlainWords() {
    assertRefused(
        new JavaCvRtspSource(SETTINGS.limits(), Trust.publicAuthorities()),
        target(door.url()),
        "sends over UDP only");
    assertThat(door.counts().datagramSetups()).isZero();
  }

  @Test
  void udpThatNobodyAskedForIsNotTaken() {
    door.faults().udpOnly(false);
    door.faults().foreignSource("127.0.0.1");

    assertRefused(source, target(door.url()), "transport is not interleaved TCP");
  }

  @Test
  void suchACameraCanBeTried() {
    try (var probe = new ProbeForTests(source)) {
      assertThat(probe.take(ProbeForTests.camera(door.url(), null))).isEqualTo(ProbeAnswer.OK);
    }
  }

  @Test
  void aCameraThatFloodsIsLeft() throws Exception {
    try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        var camera =
            new HostileCamera()
                .on("SETUP", talk -> overUdp(talk, socket.getLocalPort()))
                .on("PLAYING", talk -> flood(talk, socket))
                .start()) {
      var stream = source.stream(target(camera.url()), new Album());
      try (stream) {
        stream.open();
        assertThat(stream.awaitEnd().problem()).isEqualTo(StreamProblem.OUT_OF_BOUNDS);
      }
      camera.hangUp();
    }
  }

  private static void overUdp(HostileCamera.Talk talk, int port) throws IOException {
    if (talk.request().contains("/TCP")) {
      talk.refuse(461, "");
    } else {
      talk.answer(
          "Session: 1\r\nTransport: RTP/AVP;unicast;client_port=%s;server_port=%d-%d\r\n"
              .formatted(clientPorts(talk.request()), port, port + 1));
    }
  }

  private static void flood(HostileCamera.Talk talk, DatagramSocket from) throws IOException {
    var set =
        talk.requests().stream()
            .filter(one -> one.contains("client_port="))
            .findFirst()
            .orElseThrow();
    var to =
        new InetSocketAddress(
            InetAddress.ofLiteral("127.0.0.1"),
            Integer.parseInt(clientPorts(set).split("-", 2)[0]));
    var packet = new byte[60_000];
    packet[0] = (byte) 0x80;
    packet[1] = 96;
    packet[12] = 0x41;
    for (var i = 0; !from.isClosed(); i++) {
      packet[2] = (byte) (i >> 8);
      packet[3] = (byte) i;
      packet[5] = (byte) (i >> 2);
      from.send(new DatagramPacket(packet, packet.length, to));
    }
  }

  static String clientPorts(String request) {
    var ports = Pattern.compile("client_port=(\\d+-\\d+)").matcher(request);
    assertThat(ports.find()).isTrue();
    return ports.group(1);
  }

  /// What a camera has sent.
  static final class Album implements VideoSource.Receiver {

    /// @param hash of its bytes
    record Seen(int hash, boolean key, boolean afterLoss) {}

    final List<Seen> pictures = new CopyOnWriteArrayList<>();

    @Override
    public void begin() {}

    @Override
    public void take(VideoSource.Packet packet) {
      var key = packet.picture().isKey();
      var bytes = PicturesForTests.bytes(packet.picture(), CameraForTests.POOL);
      pictures.add(new Seen(Arrays.hashCode(bytes), key, packet.afterLoss()));
    }
  }

  /// The same camera at the same time, once over TCP and once over UDP: not one bit is another.
  private void assertSameAsOverTcp() throws StreamLost {
    var overTcp = new Album();
    var overUdp = new Album();
    door.faults().udpOnly(false);
    try (var first = open(door.url(), overTcp)) {
      await().until(() -> !overTcp.pictures.isEmpty());
      door.faults().udpOnly(true);
      try (var second = open(door.url(), overUdp)) {
        await().atMost(Duration.ofSeconds(20)).until(() -> overUdp.pictures.size() > 40);
        second.abort();
      }
      var last = overUdp.pictures.size();
      await().until(() -> overTcp.pictures.size() > last);
      first.abort();
    }
    assertThat(overUdp.pictures).noneMatch(Album.Seen::afterLoss);
    assertThat(Collections.indexOfSubList(overTcp.pictures, overUdp.pictures)).isNotNegative();
    assertThat(door.counts().datagramSetups()).isEqualTo(1);
  }

  private VideoSource.VideoStream open(String url, Album into) throws StreamLost {
    var stream = source.stream(target(url), into);
    stream.open();
    return stream;
  }

  private void connect(RtspSource own, int times) throws StreamLost {
    for (var i = 0; i < times; i++) {
      try (var stream = own.stream(target(door.url()), new Album())) {
        stream.open();
      }
    }
  }

  private static void assertRefused(VideoSource source, Target target, String words) {
    assertThatThrownBy(
            () -> {
              try (var stream = source.stream(target, new Album())) {
                stream.open();
              }
            })
        .isInstanceOfSatisfying(
            StreamLost.class,
            lost -> assertThat(lost.problem()).isEqualTo(StreamProblem.LED_ELSEWHERE))
        .hasMessageContaining(words);
  }

  private static RtspSource source(UdpPorts ports, Trust trust) {
    return new RtspSource(
        SETTINGS.limits(), CameraForTests.POOL, Clock.systemUTC(), trust, ports, 1);
  }

  private static Target target(String url) {
    var connection = CameraForTests.connection(url, null, CameraForTests.LOOPBACK);
    return new Target(connection.address(), InetAddress.ofLiteral("127.0.0.1"), null).trusted(true);
  }

  private Feeds.Hold hold() {
    return feeds.hold(house.add(door.url()));
  }

  private void back(Feeds.Hold hold) {
    door.faults().clear();
    door.faults().udpOnly(true);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> hold.feed().health().state() instanceof FeedState.Delivering);
    house.news.clear();
  }

  private static void awaitPictures(Feeds.Hold hold, int count) {
    await().atMost(Duration.ofSeconds(15)).until(() -> pictures(hold) >= count);
  }

  private static int pictures(Feeds.Hold hold) {
    try (var slice = hold.feed().recent(Duration.ofMinutes(1))) {
      return slice.entries().size();
    }
  }

  private static void awaitLoss(Feeds.Hold hold, StreamProblem problem) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(hold.feed().problem()).isEqualTo(problem));
  }

  private void awaitNews(String what) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(house.news).contains(what));
  }

  private static long descriptors() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
  }
}
