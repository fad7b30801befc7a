package org.porchlight.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.registry.StreamAddress.Parsed;
import org.porchlight.registry.StreamAddress.Scheme;
import org.porchlight.registry.StreamAddress.Why;

class StreamAddressTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://camera.example.com/live, RTSP, camera.example.com, 554, /live",
    "RTSP://Camera.Example.COM:8554/Live?sub=1, RTSP, camera.example.com, 8554, /Live?sub=1",
    "rtsps://8.8.4.4, RTSPS, 8.8.4.4, 322, /",
    "http://cam_1.example.com:81/video.mjpg, HTTP, cam_1.example.com, 81, /video.mjpg",
    "https://[2606:4700::1111]:8443/x.m3u8, HTTPS, 2606:4700::1111, 8443, /x.m3u8",
    "'  rtsp://camera/1  ', RTSP, camera, 554, /1",
    "rtsp://camera?channel=2, RTSP, camera, 554, /?channel=2",
    "rtsp://camera/a@b:c, RTSP, camera, 554, /a@b:c",
    "http://1.2.3.4.example.com/, HTTP, 1.2.3.4.example.com, 80, /",
  })
  void addressIsTakenApart(String text, Scheme scheme, String host, int port, String target) {
    assertThat(StreamAddress.parse(text))
        .isEqualTo(new Parsed.Address(new StreamAddress(scheme, host, port, target), null));
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://admin:secret@camera/1, admin, secret",
    "rtsp://admin@camera/1, admin, ''",
    "rtsp://admin:@camera/1, admin, ''",
    "rtsp://ad%40min:a%2Fb%3A%20c+d@camera/1, ad@min, a/b: c+d",
    "rtsp://admin:a:b@camera/1, admin, a:b",
  })
  void loginIsSplitOut(String text, String user, String password) {
    assertThat(StreamAddress.parse(text))
        .isEqualTo(
            new Parsed.Address(
                new StreamAddress(Scheme.RTSP, "camera", 554, "/1"), new Login(user, password)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "'   ', EMPTY",
    "file:///etc/passwd, SCHEME",
    "file:/etc/passwd, SCHEME",
    "/etc/passwd, SCHEME",
    "concat:http://a/1, SCHEME",
    "'concat:a|b', BAD_CHARACTER",
    "data:text/plain, SCHEME",
    "rtmp://camera/1, SCHEME",
    "udp://camera:5000, SCHEME",
    "rtsp:camera/1, SCHEME",
    "rtsp:/camera/1, SCHEME",
    "javascript:alert(1), SCHEME",
    "camera.example.com, SCHEME",
    "httpproxy://camera, SCHEME",
    "crypto+http://camera, SCHEME",
    "-i rtsp://camera, BAD_CHARACTER",
    "-rtsp://camera, BAD_CHARACTER",
    "rtsp://camera/a b, BAD_CHARACTER",
    "'rtsp://camera/a|b', BAD_CHARACTER",
    "rtsp://camera\\@other/1, BAD_CHARACTER",
    "rtsp://cámara/1, BAD_CHARACTER",
    "rtsp://127。0。0。1/1, BAD_CHARACTER",
    "rtsp://①②⑦.0.0.1/1, BAD_CHARACTER",
    "rtsp://camera/1#frag, FRAGMENT",
    "rtsp://other#@camera/1, FRAGMENT",
    "rtsp://, HOST",
    "rtsp:///1, HOST",
    "rtsp://@/1, LOGIN",
    "rtsp://:secret@camera/1, LOGIN",
    "rtsp://a@b@camera/1, LOGIN",
    "rtsp://a:b%@camera/1, LOGIN",
    "rtsp://a:b%0d%0aX@camera/1, LOGIN",
    "rtsp://a%3Ab:c@camera/1, LOGIN",
    "rtsp://.camera/1, HOST",
    "rtsp://camera./1, HOST",
    "rtsp://camera..example/1, HOST",
    "rtsp://-camera/1, HOST",
    "rtsp://camera-/1, HOST",
    "rtsp://ca%6dera/1, HOST",
    "rtsp://[::1/1, HOST",
    "rtsp://::1/1, HOST",
    "rtsp://[camera]/1, HOST",
    "rtsp://[]/1, HOST",
    "rtsp://[fe80::1%25eth0]/1, HOST",
    "rtsp://[::127.1]/1, HOST",
    "rtsp://[1:2:3:4:5:6:7:8:9]/1, HOST",
    "rtsp://2130706433/1, NUMERIC_HOST",
    "rtsp://0x7f000001/1, NUMERIC_HOST",
    "rtsp://0x7f.0.0.1/1, NUMERIC_HOST",
    "rtsp://0177.0.0.1/1, NUMERIC_HOST",
    "rtsp://127.1/1, NUMERIC_HOST",
    "rtsp://127.0.1/1, NUMERIC_HOST",
    "rtsp://127.0.0.01/1, NUMERIC_HOST",
    "rtsp://127.0.0.256/1, NUMERIC_HOST",
    "rtsp://1.2.3.4.5/1, NUMERIC_HOST",
    "rtsp://0/1, NUMERIC_HOST",
    "rtsp://camera.0x1/1, NUMERIC_HOST",
    "rtsp://camera.12/1, NUMERIC_HOST",
    "rtsp://camera:/1, PORT",
    "rtsp://camera:0/1, PORT",
    "rtsp://camera:65536/1, PORT",
    "rtsp://camera:0554/1, PORT",
    "rtsp://camera:+554/1, PORT",
    "rtsp://camera:5x/1, PORT",
    "rtsp://user:pa/ss@camera/1, PORT",
  })
  void whatCouldBeReadInTwoWaysIsRefused(String text, Why why) {
    assertThat(StreamAddress.parse(text)).isEqualTo(new Parsed.Refused(why));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 13, 27, 127, 128, 133, 173, 0x2028, 0x200b, 0xff0e, 0xfeff})
  void controlAndLookAlikeCharactersAreRefusedWhereverTheyStand(int character) {
    var odd = Character.toString(character);
    for (var text :
        new String[] {
          odd + "rtsp://camera/1",
          "rt" + odd + "sp://camera/1",
          "rtsp://cam" + odd + "era/1",
          "rtsp://camera/1" + odd,
          "rtsp://us" + odd + "er@camera/1"
        }) {
      assertThat(StreamAddress.parse(text)).isEqualTo(new Parsed.Refused(Why.BAD_CHARACTER));
    }
  }

  @Test
  void addressHasAtMost512Characters() {
    var start = "rtsp://camera/";
    var longest = start + "a".repeat(StreamAddress.LONGEST - start.length());

    assertThat(StreamAddress.parse(longest)).isInstanceOf(Parsed.Address.class);
    assertThat(StreamAddress.parse(longest + "a")).isEqualTo(new Parsed.Refused(Why.TOO_LONG));
  }

  @Test
  void whatWasReadIsReadTheSameWayAgain() {
    var random = new Random(20261122);
    var pieces =
        new String[] {
          "rtsp://", "http://", "user", ":", "@", "camera", ".", "/", "?", "[", "]", "::1", "127",
          "0x7f", "554", "%40", "%", "#", "a=b", "&", "-", "_", "\\", " ", "8.8.8.8"
        };
    var read = 0;
    for (int i = 0; i < 200_000; i++) {
      var text = new StringBuilder(random.nextInt(4) == 0 ? "" : "rtsp://");
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      if (StreamAddress.parse(text.toString()) instanceof Parsed.Address(var address, var _)) {
        read++;
        assertThat(StreamAddress.parse(address.url())).isEqualTo(new Parsed.Address(address, null));
        assertThat(address.host()).doesNotContain("@", ":554", "?", "%");
        assertThat(address.url()).doesNotContain("#", "\\", " ");
      }
    }

    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void nothingSecretIsPrinted() {
    var parsed = StreamAddress.parse("rtsp://admin:hunter2@camera/live?password=hunter3");

    assertThat(parsed.toString()).doesNotContain("hunter2", "hunter3", "admin");
  }

  @Test
  void addressesThatWereNotParsedAreCheckedToo() {
    assertThatThrownBy(() -> new StreamAddress(Scheme.RTSP, "127.1", 554, "/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamAddress(Scheme.RTSP, "camera", 554, "/a\r\nb"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamAddress(Scheme.RTSP, "camera", 0, "/"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
