package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.porchlight.registry.CameraId;

/// What strangers and broken programs try at the door where cameras dial in. Afterwards a good
/// camera is let in all the same.
class HostileCallersTests {

  static final Duration LONG = Duration.ofSeconds(10);
  static final String TCP = "RTP/AVP/TCP;unicast;interleaved=0-1;mode=record";

  final CameraForTests house = new CameraForTests();
  private CameraId camera;
  private Feeds feeds;
  private int port;

  @BeforeEach
  void start() throws IOException {
    camera = house.dialsIn("yardpath");
    feeds = house.feeds(CameraForTests.quick());
    feeds.start();
    port = house.door.listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), null);
  }

  @AfterEach
  void aGoodCameraIsLetInAllTheSame() throws IOException {
    var good = house.dialsIn("goodpath");
    try (var sim = CameraSim.start(0);
        var hold = feeds.hold(good)) {
      sim.add("good", Scene.ALLEY.clip());
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .until(() -> {
            sim.dial("good", "rtsp://127.0.0.1:" + port + "/goodpath", "camera", "right");
            return true;
          });
      await().atMost(LONG).until(() -> hold.feed().state() instanceof FeedState.Delivering);
    }
    house.close();
    await().atMost(LONG).until(() -> house.door.connections() == 0);
  }

  @Test
  void aPathThatDoesNotExistAnswersLikeOneWhosePasswordIsWrong() throws IOException {
    var known = new ArrayList<Caller.Reply>();
    var unknown = new ArrayList<Caller.Reply>();
    for (var i = 0; i < 7; i++) {
      known.add(timed("yardpath"));
      unknown.add(timed("nobodysp"));
    }

    assertThat(known)
        .extracting(Caller.Reply::status)
        .containsExactly(401, 401, 401, 401, 401, 403, 403);
    assertThat(shapes(unknown)).isEqualTo(shapes(known));
    assertThat(known.getLast().header("Retry-After")).isEqualTo("900");
    // Whoever has the right password is not kept out by those who have not.
    try (var caller = new Caller(port)) {
      assertThat(caller.announceWith("yardpath", "right", Caller.SDP).status()).isEqualTo(200);
    }
    assertThat(timed("yardpath").status()).as("still closed to others").isEqualTo(403);
    assertThat(house.desk)
        .containsExactly(
            "refused WRONG_PASSWORD",
            "refused WRONG_PASSWORD",
            "refused WRONG_PASSWORD",
            "refused WRONG_PASSWORD",
            "refused WRONG_PASSWORD",
            "refused LOCKED");
  }

  private Caller.Reply timed(String path) throws IOException {
    try (var caller = new Caller(port)) {
      var begun = System.nanoTime();
      var reply = caller.announceWith(path, "wrong", Caller.SDP);
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(300), Duration.ofMillis(1500));
      return reply;
    }
  }

  private static List<String> shapes(List<Caller.Reply> replies) {
    return replies.stream().map(Caller.Reply::shape).toList();
  }

  @Test
  void anAnswerThatWasOverheardOpensNothing() throws IOException {
    try (var good = new Caller(port);
        var thief = new Caller(port)) {
      var asked = good.announce("yardpath", "", Caller.SDP);
      var overheard = Caller.digest("MD5", asked, "yardpath", "right");
      assertThat(good.announce("yardpath", overheard, Caller.SDP).status()).isEqualTo(200);

      var refused = thief.announce("yardpath", overheard, Caller.SDP);

      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.head()).contains("stale=true");
      // It was not looked at, so it does not count, and answers no questions about the password.
      assertThat(house.desk).isEmpty();
    }
  }

  @Test
  void bothWaysOfDigestAreGoodAndTheUsualOneIsLast() throws IOException {
    for (var way : List.of("SHA-256", "MD5")) {
      try (var caller = new Caller(port)) {
        var asked = caller.announce("yardpath", "", Caller.SDP);
        assertThat(asked.head()).containsSubsequence("algorithm=SHA-256", "algorithm=MD5");
        assertThat(asked.head()).doesNotContain("Basic");
        var answer = Caller.digest(way, asked, "yardpath", "right");
        assertThat(caller.announce("yardpath", answer, Caller.SDP).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aPasswordAsItIsIsTakenInsideTlsOnly(@TempDir Path folder) throws Exception {
    var keys = TlsDoor.certificateIn(folder);
    var secure =
        house.door.listen(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), () -> own(keys));
    try (var caller = new Caller(port)) {
      assertThat(caller.announce("yardpath", Caller.basic("right"), Caller.SDP).status())
          .isEqualTo(401);
    }
    var tls = trusting(keys).getSocketFactory();
    try (var caller = new Caller(tls.createSocket("localhost", secure))) {
      var asked = caller.announce("yardpath", "", Caller.SDP);
      assertThat(asked.head()).contains("Basic realm");
      assertThat(caller.announce("yardpath", Caller.basic("wrong"), Caller.SDP).status())
          .isEqualTo(401);
      caller.publish("yardpath", "right");
      assertThat(house.door.presence(camera))
          .hasValueSatisfying(here -> assertThat(here.secure()).isTrue());
    }
  }

  private static SSLContext trusting(java.security.KeyStore keys) throws Exception {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    var context = SSLContext.getInstance("TLS");
    var authority = java.security.KeyStore.getInstance("PKCS12");
    authority.load(null, null);
    authority.setCertificateEntry("door", keys.getCertificate(keys.aliases().nextElement()));
    trust.init(authority);
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static SSLContext own(java.security.KeyStore keys) {
    try {
      var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, "changeit".toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), null, null);
      return context;
    } catch (java.security.GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void nothingButInterleavedTcpIsTaken() throws IOException {
    try (var caller = known()) {
      for (var transport :
          List.of(
              "RTP/AVP;unicast;client_port=5000-5001;mode=record",
              "RTP/AVP/UDP;unicast;client_port=5000-5001;mode=record",
              "RTP/AVP/TCP;multicast;interleaved=0-1;mode=record",
              "RTP/AVP/TCP;unicast;interleaved=300-301;mode=record",
              "RTP/AVP/TCP;unicast;interleaved=0-1;mode=play",
              "")) {
        assertThat(caller.setUp("yardpath/track1", transport).status()).isEqualTo(461);
      }
      var both = "RTP/AVP;unicast;client_port=5000-5001;mode=record," + TCP;
      assertThat(caller.setUp("yardpath/track1", both).status()).isEqualTo(200);
    }
  }

  @Test
  void theWayInOfOneCameraLeadsToNoOther() throws IOException {
    var other = house.dialsIn("otherpath");
    try (var caller = known()) {
      assertThat(caller.setUp("otherpath/track1", TCP).status()).isEqualTo(403);
      assertThat(caller.isEnded(2000)).isTrue();
    }
    try (var caller = known()) {
      assertThat(caller.setUp("yardpath/track1", TCP).status()).isEqualTo(200);
      assertThat(caller.ask("RECORD", "otherpath", "", "").status()).isEqualTo(403);
    }
    assertThat(house.door.presence(other)).isEmpty();
    assertThat(house.door.presence(camera)).isEmpty();
  }

  @Test
  void nobodyCanLookAndNothingIsToldBeforeThePassword() throws IOException {
    try (var caller = new Caller(port)) {
      assertThat(caller.ask("OPTIONS", "yardpath", "", "").status()).isEqualTo(200);
      for (var method : List.of("DESCRIBE", "PLAY", "PAUSE", "REDIRECT", "WHATEVER")) {
        assertThat(caller.ask(method, "yardpath", "", "").status()).isEqualTo(405);
      }
      for (var method : List.of("SETUP", "RECORD", "GET_PARAMETER")) {
        assertThat(caller.ask(method, "yardpath", "", "").status()).isEqualTo(455);
      }
    }
  }

  @Test
  void soundIsRefusedUnlessItsOwnerSwitchedItOn() throws IOException {
    try (var caller = known()) {
      assertThat(caller.setUp("yardpath/track2", TCP).status()).isEqualTo(403);
    }
    house.expect("yardpath", true, true);
    try (var caller = known()) {
      assertThat(caller.setUp("yardpath/track2", "RTP/AVP/TCP;interleaved=2-3").status())
          .isEqualTo(200);
      // Not on the channels of the sound.
      assertThat(caller.setUp("yardpath/track1", "RTP/AVP/TCP;interleaved=3-4").status())
          .isEqualTo(461);
      assertThat(caller.setUp("yardpath/track3", TCP).status()).isEqualTo(415);
    }
  }

  @Test
  void whatIsNoVideoIsRefused() throws IOException {
    for (var sdp :
        List.of(
            "v=0\r\n",
            "v=0\r\nm=audio 0 RTP/AVP 8\r\na=control:1\r\n",
            "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n",
            "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/0\r\n",
            "v=0\r\n" + "a=x:y\r\n".repeat(2000))) {
      try (var caller = new Caller(port)) {
        assertThat(caller.announceWith("yardpath", "right", sdp).status()).isEqualTo(415);
      }
    }
    assertThat(house.desk).containsOnly("refused NOT_VIDEO");
  }

  @Test
  void endlessHeadsHugeBodiesAndOtherProtocolsEndTheirConnection() throws IOException {
    for (var said :
        List.of(
            "ANNOUNCE rtsp://x/yardpath RTSP/1.0\r\nX: " + "x".repeat(20_000),
            "ANNOUNCE rtsp://x/yardpath RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 99999999\r\n\r\n",
            "ANNOUNCE rtsp://x/yardpath RTSP/1.0\r\nCSeq: 1\r\nContent-Length: many\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "OPTIONS * RTSP/2.0\r\nCSeq: 1\r\n\r\n",
            "\u0016\u0003\u0001\u0002",
            "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n".repeat(50))) {
      try (var caller = new Caller(port)) {
        caller.write(said);
        assertThat(caller.isEnded(5000)).isTrue();
      } catch (IOException ended) {
        // While it was still writing.
      }
    }
    await().atMost(LONG).until(() -> house.door.connections() == 0);
  }

  @Test
  void whoeverIsSlowIsNotWaitedFor() throws IOException {
    try (var silent = new Caller(port);
        var slow = new Caller(port);
        var known = known()) {
      slow.write("ANNOUNCE rtsp://x/yardpath RTSP/1.0\r\nX: ");
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .until(() -> {
            slow.write("x");
            return house.door.connections() == 0;
          });
      assertThat(silent.isEnded(100)).isTrue();
      assertThat(known.isEnded(100)).isTrue();
    }
  }

  @Test
  void aFloodOfConnectionsIsBoundedForEachAddress() throws IOException {
    var callers = new ArrayList<Socket>();
    try (var good = new Caller(port)) {
      good.publish("yardpath", "right");
      try (var _ = sending(good)) {
        for (var i = 0; i < 2000; i++) {
          callers.add(new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
        }
      }
      assertThat(house.door.connections()).isLessThanOrEqualTo(60);
      // Whoever is known is not thrown out by strangers.
      assertThat(good.ask("GET_PARAMETER", "yardpath", "", "").status()).isEqualTo(200);
    } finally {
      for (var caller : callers) {
        caller.close();
      }
    }
  }

  /// A camera that sends all the time, until this is closed: whoever is silent is sent away.
  private static ScheduledExecutorService sending(Caller camera) {
    var sending = Executors.newSingleThreadScheduledExecutor();
    var sequence = new AtomicInteger();
    var _ =
        sending.scheduleAtFixedRate(
            () -> {
              try {
                var number = sequence.incrementAndGet();
                camera.write(Caller.frame(number, number * 9_000, true, new byte[] {0x41, 1, 2}));
              } catch (IOException ended) {
                throw new UncheckedIOException(ended);
              }
            },
            0,
            100,
            TimeUnit.MILLISECONDS);
    return sending;
  }

  @Test
  void moreThanTheAgreedBitsEndsIt() throws IOException {
    try (var caller = new Caller(port)) {
      caller.publish("yardpath", "right");
      var frame = Caller.frame(1, 0, false, new byte[60_000]);
      for (var i = 0; i < 400; i++) {
        caller.write(frame);
      }
    } catch (IOException ended) {
      // It was ended while it was still writing.
    }
    await().atMost(LONG).until(() -> house.desk.contains("left OUT_OF_BOUNDS"));
    assertThat(house.door.presence(camera)).isEmpty();
  }

  @Test
  void parameterSetsThatLieAndPicturesWithoutEndAreOutOfBounds() throws IOException {
    // An SPS of 65,536 by 65,536 macroblocks, roughly.
    var lying = new byte[] {0x67, 0x42, 0, 0x1e, (byte) 0xf4, 0, 0, 1, 0, 0, 0, 1, (byte) 0x90};
    for (var content : List.of(lying, new byte[0])) {
      try (var caller = new Caller(port);
          var hold = feeds.hold(camera)) {
        caller.publish("yardpath", "right");
        await().atMost(LONG).until(() -> house.door.presence(camera).get().taken());
        var sequence = 0;
        for (var i = 0; i < 300 && house.door.presence(camera).isPresent(); i++) {
          var nal = content.length == 0 ? new byte[60_000] : content;
          nal[0] = content.length == 0 ? 0x65 : nal[0];
          try {
            caller.write(Caller.frame(sequence++, 0, content.length > 0, nal));
          } catch (IOException ended) {
            break;
          }
        }
        await()
            .atMost(LONG)
            .until(() -> house.news.stream().anyMatch(line -> line.startsWith("failed")));
        assertThat(CameraForTests.pictures(hold.feed())).isZero();
      }
      await().atMost(LONG).until(() -> feeds.find(camera).isEmpty());
      house.news.clear();
    }
  }

  @Test
  void whoeverDialsInAgainAndAgainIsToldToWait() throws IOException {
    var last = 200;
    for (var i = 0; i < 12 && last == 200; i++) {
      try (var caller = known()) {
        assertThat(caller.setUp("yardpath/track1", TCP).status()).isEqualTo(200);
        last = caller.ask("RECORD", "yardpath", "", "").status();
      }
    }
    assertThat(last).isEqualTo(503);
    assertThat(house.desk).contains("refused TOO_OFTEN");
  }

  private Caller known() throws IOException {
    var caller = new Caller(port);
    assertThat(caller.announceWith("yardpath", "right", Caller.SDP_WITH_SOUND).status())
        .isEqualTo(200);
    return caller;
  }
}
