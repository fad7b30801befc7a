package org.porchlight.feeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.porchlight.feeds.StreamProblem.ENDED;
import static org.porchlight.feeds.StreamProblem.LED_ELSEWHERE;
import static org.porchlight.feeds.StreamProblem.NOT_VIDEO;
import static org.porchlight.feeds.StreamProblem.NO_ANSWER;
import static org.porchlight.feeds.StreamProblem.NO_KEYFRAMES;
import static org.porchlight.feeds.StreamProblem.OUT_OF_BOUNDS;
import static org.porchlight.feeds.StreamProblem.STALLED;
import static org.porchlight.feeds.StreamProblem.WEAKER_LOGIN;
import static org.porchlight.feeds.StreamProblem.WRONG_LOGIN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.scenes.Stills;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebSim;
import org.porchlight.feeds.HostileCamera.Deed;
import org.porchlight.feeds.HostileCamera.Talk;
import org.porchlight.testing.Alone;

/// Cameras on the web that mean harm. Each may waste its own connection and nothing else: nobody
/// else is called, a good camera beside them goes on, all memory comes back, and the owner is told
/// one of five plain things.
@Alone
class HostileWebTests {

  static final String OK = "HTTP/1.1 200 OK\r\n";
  static final String PARTS = OK + "Content-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n";

  HostileFarm farm;
  String elsewhere;
  byte[] jpeg;
  WebSim sim;

  @BeforeEach
  void build() throws IOException {
    jpeg = Stills.of(Scene.ALLEY).jpeg(0);
    sim = WebSim.start(0);
    farm =
        new HostileFarm(
            CameraForTests.source(HostileFarm.SETTINGS, FeedSettings.Rtsp.OWN),
            HostileCamera::webUrl);
    elsewhere = farm.elsewhere();
    leading();
    talking();
    lying();
    picturing();
    asking();
    playlists();
    streams();
  }

  private void leading() throws IOException {
    for (var status : List.of(301, 302, 303, 307, 308, 300, 399)) {
      trick(
          "redirects with " + status,
          talk -> talk.say("HTTP/1.1 " + status + " No\r\nLocation: " + elsewhere + "\r\n\r\n"),
          LED_ELSEWHERE);
    }
    trick(
        "redirects to the metadata address",
        talk ->
            talk.say(
                "HTTP/1.1 302 No\r\nLocation: http://169.254.169.254/latest/meta-data/\r\n\r\n"),
        LED_ELSEWHERE);
    for (var lure : farm.elsewhereInDisguise()) {
      trick(
          "redirects to " + lure,
          talk -> talk.say("HTTP/1.1 302 No\r\nLocation: " + lure + "\r\n\r\n"),
          LED_ELSEWHERE);
      media("has its film at " + lure, "#EXTINF:2,\n" + lure, LED_ELSEWHERE);
    }
    trick(
        "refreshes elsewhere",
        talk -> page(talk, "Refresh: 0;url=" + elsewhere + "\r\nLink: <" + elsewhere + ">\r\n"),
        NOT_VIDEO);
    trick(
        "wants to be asked elsewhere",
        talk ->
            talk.say(
                "HTTP/1.1 305 Use Proxy\r\nLocation: "
                    + elsewhere
                    + "\r\nContent-Length: 0\r\n\r\n"),
        LED_ELSEWHERE);
    trick(
        "redirects after the first picture",
        talk -> {
          if (requests(talk) == 1) {
            still(talk);
          } else {
            talk.say("HTTP/1.1 302 No\r\nLocation: " + elsewhere + "\r\n\r\n");
          }
        },
        LED_ELSEWHERE);
  }

  private void talking() throws IOException {
    trick(
        "has a head without end",
        talk -> {
          talk.say(OK);
          while (true) {
            talk.say("X-More: " + "x".repeat(1000) + "\r\n");
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "has a line without end",
        talk -> {
          talk.say(OK);
          while (true) {
            talk.say("x".repeat(1000));
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "announces answers without end",
        talk -> {
          while (true) {
            talk.say("HTTP/1.1 103 Early Hints\r\nLink: <" + elsewhere + ">\r\n\r\n");
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "drips",
        talk -> {
          talk.say(OK + "X: ");
          drip(talk, new byte[] {'x'});
        },
        NO_ANSWER);
    trick(
        "drips a picture",
        talk -> {
          talk.say(OK + "Content-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n");
          drip(talk, jpeg);
        },
        NO_ANSWER);
    trick(
        "drips a part",
        talk -> {
          talk.say(PARTS + "--b\r\n\r\n");
          drip(talk, jpeg);
        },
        STALLED);
    trick("says nothing", _ -> TimeUnit.SECONDS.sleep(20), NO_ANSWER);
    trick(
        "hangs up",
        _ -> {
          throw new IOException("hang up");
        },
        ENDED,
        NO_ANSWER);
    trick(
        "hangs up in a picture",
        talk -> {
          talk.say(OK + "Content-Length: 100000\r\n\r\n");
          talk.say(jpeg);
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
        NOT_VIDEO);
    trick("is another kind of server", "CALL", talk -> talk.say("SSH-2.0-OpenSSH\r\n"), NOT_VIDEO);
    trick("answers nonsense", talk -> talk.say("HTTP/1.1 what\r\n\r\n"), NOT_VIDEO);
    trick("speaks of another time", talk -> talk.say("HTTP/2 200\r\n\r\n"), NOT_VIDEO);
    trick("is a page", talk -> page(talk, ""), NOT_VIDEO);
  }

  private void lying() throws IOException {
    for (var length : List.of("-5", "99999999999999999999999", "x", "", "5\r\nContent-Length: 6")) {
      trick(
          "has a length of " + length,
          talk -> {
            talk.say(OK + "Content-Length: " + length + "\r\n\r\n");
            talk.say(jpeg);
          },
          OUT_OF_BOUNDS);
    }
    trick(
        "has a picture without end",
        talk -> {
          talk.say(OK + "Content-Type: image/jpeg\r\n\r\n");
          while (true) {
            talk.say(jpeg);
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "has a picture of two gigabytes",
        talk -> {
          talk.say(OK + "Content-Type: image/jpeg\r\nContent-Length: 2000000000\r\n\r\n");
          while (true) {
            talk.say(jpeg);
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "is packed",
        talk -> {
          talk.say(OK + "Content-Encoding: gzip\r\nContent-Type: image/jpeg\r\n\r\n");
          while (true) {
            talk.say(new byte[1000]);
          }
        },
        NOT_VIDEO);
    for (var size : List.of("x", "-1", "100000000000", "")) {
      trick(
          "has chunks of " + size,
          talk -> {
            talk.say(OK + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n");
            talk.say(jpeg);
          },
          OUT_OF_BOUNDS);
    }
    trick(
        "has chunks longer than they say",
        talk -> {
          talk.say(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n");
          talk.say(jpeg);
        },
        OUT_OF_BOUNDS);
    trick(
        "has a trailer without end",
        talk -> {
          talk.say(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n");
          while (true) {
            talk.say("X-More: " + "x".repeat(1000) + "\r\n");
          }
        },
        OUT_OF_BOUNDS);
  }

  private void picturing() throws IOException {
    parts(
        "has parts without a head",
        talk -> talk.say("--b\r\n" + "X: x\r\n".repeat(10_000)),
        OUT_OF_BOUNDS);
    parts(
        "has much before its parts",
        talk -> {
          while (true) {
            talk.say("nothing of interest\r\n");
          }
        },
        OUT_OF_BOUNDS);
    parts(
        "has a part without end",
        talk -> {
          talk.say("--b\r\n\r\n");
          while (true) {
            talk.say(jpeg);
          }
        },
        OUT_OF_BOUNDS);
    parts(
        "has a part of two gigabytes",
        talk -> talk.say("--b\r\nContent-Length: 2000000000\r\n\r\n"),
        OUT_OF_BOUNDS);
    parts(
        "has parts of text only",
        talk -> {
          while (true) {
            talk.say("--b\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi\r\n");
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        STALLED);
    parts(
        "has its last part",
        talk -> talk.say("--b\r\nContent-Length: 2\r\n\r\nhi\r\n--b--\r\n"),
        ENDED,
        OUT_OF_BOUNDS);
    parts(
        "stalls in the second part",
        talk -> {
          part(talk, jpeg);
          talk.say("--b\r\nContent-Length: 50000\r\n\r\n");
          TimeUnit.SECONDS.sleep(20);
        },
        STALLED);
    parts(
        "sends pictures of 60000 by 60000",
        talk -> {
          var large = jpeg.clone();
          for (var i = 0; i + 8 < large.length; i++) {
            if (large[i] == (byte) 0xFF && large[i + 1] == (byte) 0xC0) {
              for (var k = 5; k < 9; k += 2) {
                large[i + k] = (byte) (60_000 >> 8);
                large[i + k + 1] = (byte) 60_000;
              }
              break;
            }
          }
          part(talk, large);
        },
        OUT_OF_BOUNDS);
    parts(
        "sends pictures without a frame",
        talk -> part(talk, new byte[] {-1, -40, -1, -39}),
        OUT_OF_BOUNDS);
    parts(
        "sends pictures of nonsense",
        talk -> {
          var noise = new byte[5000];
          new Random(5).nextBytes(noise);
          part(talk, noise);
        },
        OUT_OF_BOUNDS);
    parts(
        "sends more than anybody can bear",
        talk -> {
          while (true) {
            part(talk, jpeg);
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "has parts without a boundary",
        talk -> talk.say(OK + "Content-Type: multipart/x-mixed-replace\r\n\r\n--b\r\n\r\n"),
        NOT_VIDEO);
    trick(
        "has a picture that becomes a film",
        talk -> {
          if (requests(talk) == 1) {
            still(talk);
          } else {
            talk.say(PARTS);
          }
        },
        ENDED);
  }

  private void asking() throws IOException {
    trick(
        "asks for the password in a weaker way",
        talk ->
            refuse(
                talk,
                talk.request().contains("Authorization: Digest")
                    ? "WWW-Authenticate: Basic realm=\"x\"\r\n"
                    : "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"\r\n"),
        WEAKER_LOGIN);
    trick(
        "asks in a weaker way later",
        talk -> {
          if (!talk.request().contains("Authorization: Digest")) {
            refuse(talk, "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"\r\n");
          } else if (requests(talk) == 2) {
            still(talk);
          } else {
            refuse(talk, "WWW-Authenticate: Basic realm=\"x\"\r\n");
          }
        },
        WEAKER_LOGIN);
    trick(
        "says for ever that its question is too old",
        talk -> refuse(talk, "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\", stale=true\r\n"),
        WRONG_LOGIN);
    trick(
        "refuses at length",
        talk -> {
          talk.say("HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"1\"\r\n\r\n");
          while (true) {
            talk.say("no".repeat(1000));
          }
        },
        WRONG_LOGIN);
  }

  private void playlists() throws IOException {
    var port = elsewhere.replaceAll(".*:(\\d+)/.*", "$1");
    for (var lure :
        List.of(
            elsewhere,
            "//127.0.0.1:" + port + "/x.ts",
            "http://127.0.0.1/x.ts",
            "http://169.254.169.254/latest/meta-data/",
            "http://owner@127.0.0.1:" + port + "/x.ts",
            "https://127.0.0.1:" + port + "/x.ts",
            "file:///etc/passwd",
            "concat:a.ts|file:///etc/passwd",
            "data:video/mp2t;base64,Rw==",
            "crypto:" + elsewhere,
            "subfile,,start,0,end,9,,:/etc/passwd",
            "rtsp://127.0.0.1:" + port + "/door",
            "x y.ts",
            "\\\\127.0.0.1\\share")) {
      media("has a segment at " + lure, "#EXTINF:2,\n" + lure, LED_ELSEWHERE);
      media(
          "has its header at " + lure,
          "#EXT-X-MAP:URI=\"" + lure + "\"\n#EXTINF:2,\nx.m4s",
          LED_ELSEWHERE);
      media(
          "has its key at " + lure,
          "#EXT-X-KEY:METHOD=AES-128,URI=\"" + lure + "\"\n#EXTINF:2,\nx.ts",
          LED_ELSEWHERE);
      media("has its playlist at " + lure, "#EXT-X-STREAM-INF:BANDWIDTH=1\n" + lure, LED_ELSEWHERE);
      media(
          "has its sound at " + lure,
          "#EXT-X-MEDIA:TYPE=AUDIO,URI=\"" + lure + "\"\n#EXTINF:2,\nx.ts",
          LED_ELSEWHERE);
    }
    media("is encrypted", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXTINF:2,\nx.ts", NOT_VIDEO);
    media("has parts of files", "#EXTINF:2,\n#EXT-X-BYTERANGE:100@0\nx.ts", NOT_VIDEO);
    media(
        "is encrypted by samples",
        "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"k\"\n#EXTINF:2,\nx.ts",
        NOT_VIDEO);
    media(
        "is encrypted for those who paid",
        "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",KEYFORMAT=\"com.apple.streamingkeydelivery\"\n#EXTINF:2,\nx.ts",
        NOT_VIDEO);
    media("is encrypted with nothing", "#EXT-X-KEY:METHOD=AES-128\n#EXTINF:2,\nx.ts", NOT_VIDEO);
    media("has parts of no size", "#EXTINF:2,\n#EXT-X-BYTERANGE:-1@0\nx.ts", NOT_VIDEO);
    media(
        "has parts of all files there are",
        "#EXTINF:2,\n#EXT-X-BYTERANGE:999999999999@999999999999\nx.ts",
        OUT_OF_BOUNDS);
    media("knows no parts", "#EXTINF:2,\n#EXT-X-BYTERANGE:100@1000\nx.ts", NOT_VIDEO);
    trick(
        "gives another part",
        talk -> {
          if (talk.request().contains("x.ts")) {
            talk.say(
                "HTTP/1.1 206 Part\r\nContent-Range: bytes 0-99/5000\r\nContent-Length: 100\r\n\r\n");
            talk.say(nulls(1));
          } else {
            playlist(talk, "#EXTINF:2,\n#EXT-X-BYTERANGE:100@1000\nx.ts");
          }
        },
        NOT_VIDEO);
    trick(
        "has a key without end",
        talk -> {
          if (talk.request().contains("GET /k")) {
            talk.say(OK + "\r\n");
            while (true) {
              talk.say(nulls(100));
            }
          }
          if (talk.request().contains("x.ts")) {
            talk.say(OK + "Content-Length: 188\r\n\r\n");
            talk.say(nulls(1));
          } else {
            playlist(talk, "#EXT-X-KEY:METHOD=AES-128,URI=\"/k\"\n#EXTINF:2,\nx.ts");
          }
        },
        NOT_VIDEO);
    trick(
        "sends its key elsewhere",
        talk -> {
          if (talk.request().contains("GET /k")) {
            talk.say("HTTP/1.1 302 No\r\nLocation: " + elsewhere + "\r\n\r\n");
          } else if (talk.request().contains("x.ts")) {
            talk.say(OK + "Content-Length: 188\r\n\r\n");
            talk.say(nulls(1));
          } else {
            playlist(talk, "#EXT-X-KEY:METHOD=AES-128,URI=\"/k\"\n#EXTINF:2,\nx.ts");
          }
        },
        LED_ELSEWHERE);
    media("is a recording", "#EXTINF:2,\nx.ts\n#EXT-X-ENDLIST", NOT_VIDEO);
    media(
        "has sound only", "#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS=\"mp4a.40.2\"\nx.m3u8", NOT_VIDEO);
    media("has playlists in playlists", "#EXT-X-STREAM-INF:BANDWIDTH=1\nx.m3u8", NOT_VIDEO);
    media("has segments of a year", "#EXTINF:31536000,\nx.ts", NOT_VIDEO);
    media("has segments of no number", "#EXTINF:NaN,\nx.ts", NOT_VIDEO);
    media(
        "cannot count", "#EXT-X-MEDIA-SEQUENCE:99999999999999999999\n#EXTINF:2,\nx.ts", NOT_VIDEO);
    media("has nothing in it", "#EXT-X-VERSION:3", STALLED);
    media(
        "has a million segments",
        "#EXT-X-TARGETDURATION:2\n" + "#EXTINF:2,\nx.ts\n".repeat(40_000),
        OUT_OF_BOUNDS);
    trick(
        "has a playlist without end",
        talk -> {
          talk.say(OK + "\r\n#EXTM3U\n");
          while (true) {
            talk.say("# nothing of interest\n".repeat(100));
          }
        },
        OUT_OF_BOUNDS);
    trick(
        "redirects segments",
        talk -> {
          if (requests(talk) == 1) {
            playlist(talk, "#EXTINF:2,\nx.ts");
          } else {
            talk.say("HTTP/1.1 302 No\r\nLocation: " + elsewhere + "\r\n\r\n");
          }
        },
        LED_ELSEWHERE);
    segments(
        "has no segments where it says",
        "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8),
        STALLED);
    segment("has segments of text", "hello".repeat(100).getBytes(UTF_8), NOT_VIDEO);
    segment("has segments of nothing", new byte[0], STALLED);
    segment("has segments of null packets", nulls(1000), STALLED);
    var noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    noise[0] = 0x47;
    segment("has segments of noise", noise, OUT_OF_BOUNDS, STALLED, NOT_VIDEO);
    var sets = new ByteArrayOutputStream();
    sets.writeBytes(table(0, "00b00d0001c100000001f000"));
    sets.writeBytes(table(0x1000, "02b0120001c10000e100f0001be100f000"));
    for (var i = 0; i < 30; i++) {
      sets.writeBytes(nonsense(i));
    }
    segment(
        "has segments with parameter sets of nonsense",
        sets.toByteArray(),
        OUT_OF_BOUNDS,
        STALLED,
        NO_KEYFRAMES);
    segment("has a box of nothing", box(0, "moof"), OUT_OF_BOUNDS);
    segment("has a box of less than nothing", box(3, "styp"), OUT_OF_BOUNDS);
    segment("has an index of two gigabytes", box(Integer.MAX_VALUE, "moof"), OUT_OF_BOUNDS);
    segment("has a box that is larger than it", box(100_000, "styp"), STALLED, OUT_OF_BOUNDS);
    segment("has a film before its header", box(16, "moof", 0, 0), STALLED, OUT_OF_BOUNDS);
    trick(
        "drips a segment",
        talk -> {
          if (requests(talk) == 1) {
            playlist(talk, "#EXTINF:2,\nx.ts");
          } else {
            talk.say(OK + "Content-Length: 100000\r\n\r\n");
            drip(talk, nulls(1));
          }
        },
        STALLED);
    trick(
        "has a segment without end",
        talk -> {
          if (requests(talk) == 1) {
            playlist(talk, "#EXTINF:2,\nx.ts");
          } else {
            talk.say(OK + "\r\n");
            while (true) {
              talk.say(nulls(100));
            }
          }
        },
        OUT_OF_BOUNDS);
  }

  private void streams() throws IOException {
    film("sends packets of nothing", talk -> talk.say(nulls(50)), STALLED);
    film(
        "sends more packets than anybody can bear",
        talk -> {
          while (true) {
            talk.say(nulls(100));
          }
        },
        OUT_OF_BOUNDS);
    film(
        "stops being a stream",
        talk -> {
          var noise = new byte[200_000];
          new Random(9).nextBytes(noise);
          talk.say(nulls(50));
          talk.say(noise);
        },
        OUT_OF_BOUNDS,
        STALLED);
    film(
        "has a film of sound",
        talk -> {
          talk.say(table(0, "00b00d0001c100000001f000"));
          talk.say(table(0x1000, "02b0120001c10000e100f0000fe100f000"));
        },
        NOT_VIDEO);
    film(
        "has tables of nonsense",
        talk -> {
          talk.say(table(0, "00b00d0001c100000001f000"));
          for (var i = 0; i < 2000; i++) {
            talk.say(table(0x1000, "02bfff0001c10000e100ffff1be100ffff" + "ff".repeat(i % 150)));
          }
        },
        STALLED,
        NOT_VIDEO,
        OUT_OF_BOUNDS);
    film(
        "has a picture without end",
        talk -> {
          talk.say(table(0, "00b00d0001c100000001f000"));
          talk.say(table(0x1000, "02b0120001c10000e100f0001be100f000"));
          talk.say(packet(0x100, true, 0, "000001e00000808005210001000100000165"));
          for (var i = 1; ; i++) {
            talk.say(packet(0x100, false, i, "65"));
          }
        },
        OUT_OF_BOUNDS);
    film(
        "is scrambled",
        talk -> {
          talk.say(table(0, "00b00d0001c100000001f000"));
          talk.say(table(0x1000, "02b0120001c10000e100f0001be100f000"));
          var packet = packet(0x100, true, 0, "000001e0");
          packet[3] |= (byte) 0x80;
          talk.say(packet);
        },
        NOT_VIDEO);
    film(
        "has parameter sets of nonsense",
        talk -> {
          talk.say(table(0, "00b00d0001c100000001f000"));
          talk.say(table(0x1000, "02b0120001c10000e100f0001be100f000"));
          for (var i = 0; i < 100; i++) {
            talk.say(nonsense(i));
            TimeUnit.MILLISECONDS.sleep(20);
          }
        },
        OUT_OF_BOUNDS,
        STALLED,
        NO_KEYFRAMES);
    film(
        "films in 8192 by 8192",
        talk -> {
          talk.say(table(0, "00b00d0001c100000001f000"));
          talk.say(table(0x1000, "02b0120001c10000e100f0001be100f000"));
          for (var i = 0; i < 20; i++) {
            talk.say(
                packet(
                    0x100,
                    true,
                    i,
                    "000001e0000080800521000100010000016742"
                        + "0033da002000040190"
                        + "00000168ce3880"
                        + "0000016588010203"));
          }
        },
        OUT_OF_BOUNDS);
  }

  private void media(String name, String lines, StreamProblem... ends) throws IOException {
    trick(name, talk -> playlist(talk, lines), ends);
  }

  private void segment(String name, byte[] content, StreamProblem... ends) throws IOException {
    var head = (OK + "Content-Length: " + content.length + "\r\n\r\n").getBytes(UTF_8);
    var answer = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, answer, head.length, content.length);
    segments(name, answer, ends);
  }

  private void segments(String name, byte[] answer, StreamProblem... ends) throws IOException {
    trick(
        name,
        talk -> {
          if (talk.request().contains("x.ts")) {
            talk.say(answer);
          } else {
            playlist(talk, "#EXTINF:2,\nx.ts");
          }
        },
        ends);
  }

  private void film(String name, Deed deed, StreamProblem... ends) throws IOException {
    trick(
        name,
        talk -> {
          talk.say(OK + "Content-Type: video/mp2t\r\n\r\n");
          talk.say(nulls(8));
          deed.on(talk);
          TimeUnit.SECONDS.sleep(20);
        },
        ends);
  }

  private static void playlist(Talk talk, String lines) throws IOException {
    var text = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n" + lines + "\n";
    talk.say(OK + "Content-Length: " + text.length() + "\r\n\r\n" + text);
  }

  private static byte[] nulls(int count) {
    var packets = new byte[188 * count];
    for (var i = 0; i < count; i++) {
      System.arraycopy(packet(0x1FFF, false, 0, ""), 0, packets, 188 * i, 188);
    }
    return packets;
  }

  private static byte[] table(int pid, String content) {
    return packet(pid, true, 0, "00" + content + "00000000");
  }

  private static byte[] packet(int pid, boolean begins, int counter, String content) {
    var packet = new byte[188];
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = 0x47;
    packet[1] = (byte) ((begins ? 0x40 : 0) | (pid >> 8));
    packet[2] = (byte) pid;
    packet[3] = (byte) (0x10 | (counter & 0x0F));
    var bytes = HexFormat.of().parseHex(content);
    System.arraycopy(bytes, 0, packet, 4, Math.min(184, bytes.length));
    return packet;
  }

  /// A keyframe whose parameter sets say anything.
  private static byte[] nonsense(int number) {
    return packet(
        0x100,
        true,
        number,
        "000001e000008080052100010001"
            + "00000167"
            + "ff".repeat(3 + number % 20)
            + "00000168"
            + "%02x".formatted(number)
            + "0000016588010203");
  }

  private static byte[] box(int size, String type, int... content) {
    var box = ByteBuffer.allocate(8 + 4 * content.length).putInt(size).put(type.getBytes(UTF_8));
    for (var one : content) {
      box.putInt(one);
    }
    return box.array();
  }

  private void trick(String name, Deed deed, StreamProblem... ends) throws IOException {
    trick(name, "GET", deed, ends);
  }

  private void parts(String name, Deed deed, StreamProblem... ends) throws IOException {
    trick(
        name,
        talk -> {
          talk.say(PARTS);
          deed.on(talk);
        },
        ends);
  }

  private void trick(String name, String method, Deed deed, StreamProblem... ends)
      throws IOException {
    farm.trick(name, method, deed, ends);
  }

  private static long requests(Talk talk) {
    return talk.requests().size();
  }

  private static void drip(Talk talk, byte[] bytes) throws IOException, InterruptedException {
    for (var i = 0; i < 1000; i++) {
      talk.say(new byte[] {bytes[i % bytes.length]});
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void refuse(Talk talk, String header) throws IOException {
    talk.say("HTTP/1.1 401 No\r\n" + header + "Content-Length: 0\r\n\r\n");
  }

  private static void page(Talk talk, String headers) throws IOException {
    talk.say(OK + headers + "Content-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>");
  }

  private void still(Talk talk) throws IOException {
    talk.say(OK + "Content-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n");
    talk.say(jpeg);
  }

  private static void part(Talk talk, byte[] picture) throws IOException {
    talk.say("--b\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n");
    talk.say(picture);
    talk.say("\r\n");
  }

  @AfterEach
  void stop() throws Exception {
    farm.close();
    sim.close();
  }

  @Test
  void everyTrickWastesItsOwnConnectionAndNothingElse() throws Exception {
    farm.wastesItsOwnConnectionsAndNothingElse(sim.add("good", Scene.CROSSING).url(Form.MJPEG));
  }
}
