package org.porchlight.feeds.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.porchlight.registry.StreamAddress;
import org.porchlight.registry.StreamAddress.Scheme;

/// Which absolute addresses in the replies of a camera are its own.
class CameraNamesTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://front_door.example:8554/live, true",
    "rtsp://FRONT_door.example:8554/live/track1, true",
    "rtsps://front_door.example:8554, true",
    "rtsp://admin@front_door.example:8554/, true",
    "rtsp://203.0.113.7:8554/live, true",
    "rtsp://back_door.example:8554/live, false",
    "rtsp://front_door.example/live, false",
    "rtsp://front_door.example:8554@198.51.100.1/live, false",
    "rtsp://front_door.example:8554@198.51.100.1:8554/live, false",
    "rtsp://front_door.example:8554:8554/live, false",
    "rtsp://front_door.example:99999/live, false",
    "http://front_door.example:8554/live, false",
    "rtsp:front_door.example, false",
    "//front_door.example:8554/live, false",
  })
  void aNameWithUnderscoresIsTheCamerasIfItWasAccepted(String address, boolean own)
      throws Exception {
    var accepted = new StreamAddress(Scheme.RTSP, "front_door.example", 8554, "/live");
    var rules = new RtspRules(new Target(accepted, InetAddress.ofLiteral("203.0.113.7"), null));

    assertThat(rules.isCameras(address)).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://[2001:db8::7]:554/live, true",
    "rtsp://[2001:DB8:0::7]/live, true",
    "rtsp://[2001:db8::8]/live, false",
    "rtsp://2001:db8::7/live, false",
  })
  void anAddressInNumbersMayBeWrittenInSeveralWays(String address, boolean own) throws Exception {
    var accepted = new StreamAddress(Scheme.RTSP, "2001:db8::7", 554, "/live");
    var rules = new RtspRules(new Target(accepted, InetAddress.ofLiteral("2001:db8::7"), null));

    assertThat(rules.isCameras(address)).isEqualTo(own);
  }
}
