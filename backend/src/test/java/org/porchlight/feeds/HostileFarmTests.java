package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.porchlight.feeds.StreamProblem.ENDED;
import static org.porchlight.feeds.StreamProblem.LED_ELSEWHERE;
import static org.porchlight.feeds.StreamProblem.NOT_VIDEO;
import static org.porchlight.feeds.StreamProblem.NO_ANSWER;
import static org.porchlight.feeds.StreamProblem.NO_KEYFRAMES;
import static org.porchlight.feeds.StreamProblem.OUT_OF_BOUNDS;
import static org.porchlight.feeds.StreamProblem.STALLED;
import static org.porchlight.feeds.StreamProblem.WEAKER_LOGIN;
import static org.porchlight.feeds.StreamProblem.WRONG_LOGIN;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.porchlight.feeds.HostileCamera.Deed;
import org.porchlight.testing.Alone;

/// Cameras that mean harm. Each may waste its own connection and nothing else: nobody else is
/// called, a good camera beside them goes on, all memory comes back, and the owner is told one of
/// five plain things.
@Alone
@ParameterizedClass
@EnumSource
class HostileFarmTests {

  /// Bytes of a keyframe, without its content.
  static final byte[] KEY = {0x65, (byte) 0x88, 1, 2, 3};

  @Parameter FeedSettings.Rtsp rtsp;

  HostileFarm farm;
  CameraSim sim;

  @BeforeEach
  void build() throws IOException {
    farm = new HostileFarm(CameraForTests.source(HostileFarm.SETTINGS, rtsp), HostileCamera::url);
    sim = CameraSim.start(0);
    sim.add("good", Scene.ALLEY.clip());
    var elsewhere = farm.elsewhere();

    for (var method : List.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY")) {
      trick(
          "redirects " + method,
          method,
          talk -> talk.refuse(302, "Location: " + elsewhere + "\r\n"),
          LED_ELSEWHERE);
    }
    trick(
        "redirects to the metadata address",
        "DESCRIBE",
        talk -> talk.refuse(301, "Location: rtsp://169.254.169.254/latest/meta-data/\r\n"),
        LED_ELSEWHERE);
    for (var lure : farm.elsewhereInDisguise()) {
      describes("has its video at " + lure, "track1", lure, LED_ELSEWHERE);
    }
    trick(
        "sends us away while it plays",
        "PLAYING",
        talk -> talk.say("REDIRECT * RTSP/1.0\r\nCSeq: 1\r\nLocation: " + elsewhere + "\r\n\r\n"),
        LED_ELSEWHERE);
    trick(
        "has its base elsewhere",
        "DESCRIBE",
        talk ->
            talk.answer(
                "Content-Base: "
                    + elsewhere
                    + "/\r\nContent-Length: "
                    + HostileCamera.SDP.length()
                    + "\r\n",
                HostileCamera.SDP),
        LED_ELSEWHERE);
    describes("has its video elsewhere", "track1", elsewhere, LED_ELSEWHERE);
    describes("has its video in a file", "track1", "file:///etc/passwd", LED_ELSEWHERE);
    describes("plays elsewhere", "t=0 0", "t=0 0\r\na=control:" + elsewhere, LED_ELSEWHERE);
    describes("has its clock stand still", "H264/90000", "H264/0", NOT_VIDEO, STALLED);
    describes(
        "has a thousand tracks",
        "m=video",
        "m=audio 0 RTP/AVP 0\r\n".repeat(1000) + "m=video",
        OUT_OF_BOUNDS);
    describes(
        "has parameter sets of nonsense",
        "a=control",
        "a=fmtp:96 sprop-parameter-sets=Z///////,aP//\r\na=control",
        OUT_OF_BOUNDS,
        STALLED);
    trick(
        "sends over UDP",
        "SETUP",
        talk -> talk.answer("Session: 1\r\nTransport: RTP/AVP;unicast;client_port=5000-5001\r\n"),
        LED_ELSEWHERE);
    var port = farm.silentPort();
    trick(
        "wants to be told over UDP elsewhere",
        "SETUP",
        talk ->
            talk.answer(
                "Session: 1\r\nTransport: RTP/AVP;unicast;client_port=5000-5001;source=127.0.0.1"
                    + ";server_port=%d-%d\r\n".formatted(port, port)),
        LED_ELSEWHERE);
    trick(
        "sends to everybody",
        "SETUP",
        talk ->
            talk.answer(
                "Session: 1\r\nTransport: RTP/AVP;multicast;destination=239.1.1.1;port=%d-%d\r\n"
                    .formatted(port, port)),
        LED_ELSEWHERE);
    trick(
        "does not say how it sends", "SETUP", talk -> talk.answer("Session: 1\r\n"), LED_ELSEWHERE);
    trick(
        "sends neither over TCP nor over UDP",
        "SETUP",
        talk -> talk.refuse(461, ""),
        LED_ELSEWHERE);
    overUdp("sends over UDP from another host", "source=127.0.0.3;server_port=6970-6971");
    overUdp("sends over UDP to another host", "destination=127.0.0.3;server_port=6970-6971");
    overUdp("sends over UDP to everybody", "multicast;destination=239.1.1.1;port=5000-5001");
    overUdp("sends over UDP to other ports of ours", "client_port=22-23");
    overUdp("sends over UDP from ports that cannot be", "server_port=0-70000", OUT_OF_BOUNDS);
    overUdp("promises to send over UDP and does not", "server_port=6970-6971", STALLED);
    trick("has no place for us", "SETUP", talk -> talk.refuse(453, ""), NO_ANSWER);
    trick(
        "sends frames instead of answers",
        "DESCRIBE",
        talk -> {
          while (true) {
            talk.rtp(96, 0, true, KEY);
            TimeUnit.MILLISECONDS.sleep(1);
          }
        },
        NO_ANSWER,
        OUT_OF_BOUNDS);
    trick(
        "has a head without end",
        "DESCRIBE",
        talk -> {
          talk.say("RTSP/1.0 200 OK\r\n" + talk.cseq() + "\r\n");
          while (true) {
            talk.say("X-More: " + "x".repeat(1000) + "\r\n");
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "has a body without end",
        "DESCRIBE",
        talk -> {
          talk.answer("Content-Length: 2000000000\r\n");
          while (true) {
            talk.say("a=x\r\n".repeat(1000));
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "has a body of less than nothing",
        "DESCRIBE",
        talk -> talk.answer("Content-Length: -5\r\n"),
        NOT_VIDEO,
        OUT_OF_BOUNDS);
    trick(
        "has a body that cannot be counted",
        "DESCRIBE",
        talk -> talk.answer("Content-Length: 99999999999999999999999\r\n"),
        NOT_VIDEO,
        OUT_OF_BOUNDS);
    trick(
        "drips",
        "DESCRIBE",
        talk -> {
          for (var i = 0; i < 1000; i++) {
            talk.say(i == 0 ? "RTSP/1.0 200 OK\r\nX: " : "x");
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        NO_ANSWER);
    trick(
        "answers what was not asked",
        "DESCRIBE",
        talk -> talk.say("RTSP/1.0 200 OK\r\nCSeq: 777\r\n\r\n"),
        NO_ANSWER);
    trick(
        "answers nonsense",
        "DESCRIBE",
        talk -> talk.say("RTSP/1.0 what\r\n" + talk.cseq() + "\r\n\r\n"),
        NO_ANSWER,
        NOT_VIDEO);
    trick(
        "hangs up",
        "DESCRIBE",
        _ -> {
          throw new IOException("hang up");
        },
        ENDED);
    trick(
        "talks at once and never stops",
        "CALL",
        talk -> {
          var noise = new byte[10_000];
          new Random(3).nextBytes(noise);
          while (true) {
            talk.say(noise);
          }
        },
        NOT_VIDEO,
        OUT_OF_BOUNDS);
    plays(
        "says frames are longer than they are",
        talk -> {
          while (true) {
            talk.say(new byte[] {'$', 0, (byte) 0xFF, (byte) 0xFF});
            talk.say(new byte[500]);
            TimeUnit.MILLISECONDS.sleep(5);
          }
        },
        STALLED,
        OUT_OF_BOUNDS,
        NOT_VIDEO);
    plays(
        "says frames are shorter than they are",
        talk -> {
          while (true) {
            talk.say(new byte[] {'$', 0, 0, 12});
            talk.say(new byte[500]);
            TimeUnit.MILLISECONDS.sleep(5);
          }
        },
        STALLED,
        OUT_OF_BOUNDS,
        NOT_VIDEO);
    plays(
        "sends something else than promised",
        talk -> {
          for (var i = 0; ; i++) {
            talk.rtp(33, i * 6000, true, KEY);
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        STALLED);
    plays(
        "sends a unit without end",
        talk -> {
          var piece = new byte[60_000];
          piece[0] = 0x7C;
          for (var i = 0; ; i++) {
            piece[1] = (byte) (i == 0 ? 0x85 : 0x05);
            talk.rtp(96, 0, false, piece);
          }
        },
        OUT_OF_BOUNDS);
    plays(
        "sends a picture of a hundred thousand units",
        talk -> {
          while (true) {
            talk.rtp(96, 0, false, new byte[] {0x06, 5, 1, 0});
          }
        },
        OUT_OF_BOUNDS,
        STALLED);
    plays(
        "sends pictures of 8192 by 8192",
        talk -> {
          talk.rtp(96, 0, false, HexFormat.of().parseHex("67420033da002000040190"));
          talk.rtp(96, 0, false, new byte[] {0x68, (byte) 0xCE, 0x38, (byte) 0x80});
          for (var i = 0; ; i++) {
            talk.rtp(96, i * 6000, true, KEY);
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        OUT_OF_BOUNDS);
    plays(
        "sends more than anybody can bear",
        talk -> {
          var piece = new byte[60_000];
          piece[0] = 0x41;
          piece[1] = (byte) 0x88;
          for (var i = 0; ; i++) {
            talk.rtp(96, i * 6000, true, piece);
          }
        },
        OUT_OF_BOUNDS);
    plays(
        "sends nothing but reports",
        talk -> {
          var report =
              HexFormat.of()
                  .parseHex("2401001c80c80006000000010000000000000000000000000000000000000000");
          while (true) {
            talk.say(report);
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        STALLED);
    plays(
        "says goodbye",
        talk -> {
          var report = "80c80006" + "00000009" + "00".repeat(20);
          talk.say(HexFormat.of().parseHex("24010024" + report + "81cb000100000009"));
          TimeUnit.SECONDS.sleep(20);
        },
        ENDED);
    plays(
        "sends parameter sets of nonsense",
        talk -> {
          var random = new Random(11);
          for (var i = 0; ; i++) {
            var set = new byte[40];
            random.nextBytes(set);
            set[0] = 0x67;
            talk.rtp(96, i * 6000, false, set);
            talk.rtp(96, i * 6000, true, KEY);
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        OUT_OF_BOUNDS,
        STALLED,
        NO_KEYFRAMES);
    plays(
        "sends on channels that nobody asked for",
        talk -> {
          while (true) {
            talk.say(new byte[] {'$', 7, 0, 2, 1, 2});
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        STALLED);
    plays(
        "sends no keyframe",
        talk -> {
          for (var i = 0; ; i++) {
            talk.rtp(96, i * 6000, true, new byte[] {0x41, (byte) 0x88, 1, 2});
            TimeUnit.MILLISECONDS.sleep(50);
          }
        },
        NO_KEYFRAMES);
    trick(
        "asks for the password in a weaker way",
        "DESCRIBE",
        talk ->
            talk.refuse(
                401,
                talk.request().contains("Authorization: Digest")
                    ? "WWW-Authenticate: Basic realm=\"x\"\r\n"
                    : "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"\r\n"),
        WEAKER_LOGIN);
    trick(
        "asks for the password again and again",
        "DESCRIBE",
        talk ->
            talk.refuse(
                401,
                "WWW-Authenticate: Digest realm=\"x\", nonce=\"%d\"\r\n"
                    .formatted(talk.requests().size())),
        WRONG_LOGIN);
    trick(
        "says for ever that its question is too old",
        "DESCRIBE",
        talk ->
            talk.refuse(401, "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\", stale=true\r\n"),
        WRONG_LOGIN);
  }

  private void describes(String name, String what, String instead, StreamProblem... ends)
      throws IOException {
    trick(name, "DESCRIBE", talk -> talk.describe(HostileCamera.SDP.replace(what, instead)), ends);
  }

  /// Refuses to send over TCP. With FFmpeg it is not asked further.
  private void overUdp(String name, String transport, StreamProblem... more) throws IOException {
    var ends = new ArrayList<>(List.of(more));
    ends.add(LED_ELSEWHERE);
    trick(
        name,
        "SETUP",
        talk -> {
          if (talk.request().contains("/TCP")) {
            talk.refuse(461, "");
          } else {
            talk.answer("Session: 1\r\nTransport: RTP/AVP;" + transport + "\r\n");
          }
        },
        ends.toArray(StreamProblem[]::new));
  }

  private void plays(String name, Deed deed, StreamProblem... ends) throws IOException {
    trick(name, "PLAYING", deed, ends);
  }

  private void trick(String name, String method, Deed deed, StreamProblem... ends)
      throws IOException {
    farm.trick(name, method, deed, ends);
  }

  @AfterEach
  void stop() throws Exception {
    farm.close();
    sim.close();
  }

  @Test
  void everyTrickWastesItsOwnConnectionAndNothingElse() throws Exception {
    farm.wastesItsOwnConnectionsAndNothingElse(sim.urlOf("good"));

    assertThat(CameraForTests.POOL.bytesInUse()).isZero();
  }
}
