package org.porchlight.feeds.pull.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.registry.StreamAddress;

class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "segment.ts, /hls/segment.ts",
    "segment.ts?token=1, /hls/segment.ts?token=1",
    "/other/segment.ts, /other/segment.ts",
    "../segment.ts, /segment.ts",
    "http://cam_1.example.com:8080/x.ts?a=b, /x.ts?a=b",
    "HTTP://CAM_1.example.com:8080/x.ts, /x.ts",
    "//cam_1.example.com:8080/x.ts, /x.ts",
    "http://93.184.216.34:8080/x.ts, /x.ts",
    "http://cam_1.example.com:8080, /",
  })
  void whatIsOnTheCameraIsFound(String reference, String path) throws StreamLost {
    assertThat(origin("http://cam_1.example.com:8080/").resolve("/hls/live.m3u8?x=1", reference))
        .isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://cam_1.example.com/x.ts",
        "https://cam_1.example.com:8080/x.ts",
        "http://cam_1.example.com:8081/x.ts",
        "http://cam_1.example.com.evil.example:8080/x.ts",
        "http://evil.example:8080/x.ts",
        "http://cam_1.example.com:8080@evil.example/x.ts",
        "http://owner@cam_1.example.com:8080/x.ts",
        "//evil.example/x.ts",
        "http:/x.ts",
        "http:x.ts",
        "file:///etc/passwd",
        "file:/etc/passwd",
        "concat:a|b",
        "data:,x",
        "http://[::1]:8080/x.ts",
        "http://2130706433:8080/x.ts",
        "http://127.0.0.1:8080/x.ts",
        "http://cam_1.example.com:99999999/x.ts",
        "x.ts\r\nHost: evil.example",
        "\\\\evil.example\\x.ts",
      })
  void everythingElseLeadsElsewhere(String reference) {
    var origin = origin("http://cam_1.example.com:8080/");

    assertThatThrownBy(() -> origin.resolve("/hls/live.m3u8", reference))
        .isInstanceOfSatisfying(
            StreamLost.class,
            lost -> assertThat(lost.problem()).isEqualTo(StreamProblem.LED_ELSEWHERE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[2606:4700::1111]/x.ts", "//[2606:4700:0:0::1111]/x.ts"})
  void addressesInNumbersAreComparedAsNumbers(String reference) throws Exception {
    var address = (StreamAddress.Parsed.Address) StreamAddress.parse("http://[2606:4700::1111]/");
    var origin =
        new Origin(new Target(address.address(), InetAddress.ofLiteral("2606:4700::1111"), null));

    assertThat(origin.resolve("/", reference)).isEqualTo("/x.ts");
    assertThatThrownBy(() -> origin.resolve("/", "http://[2606:4700::1112]/x.ts"))
        .isInstanceOf(StreamLost.class);
  }

  private static Origin origin(String url) {
    var address = (StreamAddress.Parsed.Address) StreamAddress.parse(url);
    return new Origin(new Target(address.address(), InetAddress.ofLiteral("93.184.216.34"), null));
  }
}
