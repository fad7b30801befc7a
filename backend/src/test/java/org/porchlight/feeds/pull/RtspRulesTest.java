package org.porchlight.feeds.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.registry.StreamAddress;

/// Where a camera that sends over UDP may send from and to.
class RtspRulesTest {

  static final InetAddress SELF = InetAddress.ofLiteral("10.1.0.9");

  final RtspRules rules =
      new RtspRules(
          new Target(
              new StreamAddress(StreamAddress.Scheme.RTSP, "door.example", 554, "/1"),
              InetAddress.ofLiteral("10.1.0.5"),
              null));

  @Test
  void itMaySendFromItsOwnAddressToOurTwoPorts() throws StreamLost {
    var own = ";server_port=6970-6971";

    for (var transport :
        List.of(
            "RTP/AVP;unicast;client_port=20000-20001" + own,
            "RTP/AVP/UDP;unicast;client_port=20000-20001" + own,
            "rtp/avp;Client_Port=20000-20001;mode=\"PLAY\";ssrc=00FF" + own,
            "RTP/AVP;unicast;source=10.1.0.5;destination=10.1.0.9" + own,
            "RTP/AVP;unicast;source=door.example;client_port=20000" + own)) {
      assertThat(check(transport)).as(transport).isEqualTo(new UdpTrack.From(6970, 6971));
    }
  }

  @Test
  void itNeedNotSayFromWhichPorts() throws StreamLost {
    assertThat(check("RTP/AVP;unicast;client_port=20000-20001")).isEqualTo(new UdpTrack.From(0, 0));
    assertThat(check("RTP/AVP;unicast;server_port=6970")).isEqualTo(new UdpTrack.From(6970, 6971));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "RTP/AVP/TCP;unicast;interleaved=0-1",
        "RTP/SAVP;unicast;client_port=20000-20001",
        "RTP/AVP;unicast;interleaved=0-1",
        "RTP/AVP;multicast;destination=239.1.1.1;port=5000-5001",
        "RTP/AVP;port=5000-5001",
        "RTP/AVP;unicast;client_port=20000-20001;source=10.1.0.6;server_port=6970-6971",
        "RTP/AVP;unicast;client_port=20000-20001;source=elsewhere.example",
        "RTP/AVP;unicast;client_port=20000-20001;source=2130706433",
        "RTP/AVP;unicast;client_port=20000-20001;destination=10.1.0.5",
        "RTP/AVP;unicast;client_port=20000-20001;destination=239.1.1.1",
        "RTP/AVP;unicast;client_port=20002-20003",
        "RTP/AVP;unicast;client_port=20000-20009"
      })
  void whateverElseItWantsIsElsewhere(String transport) {
    assertThatThrownBy(() -> check(transport))
        .hasMessageStartingWith(StreamProblem.LED_ELSEWHERE.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-1", "70000-70001", "-1", "x", "6970-", "99999999999"})
  void portsThatCannotBeAreRefused(String ports) {
    assertThatThrownBy(() -> check("RTP/AVP;unicast;server_port=" + ports))
        .hasMessageStartingWith(StreamProblem.OUT_OF_BOUNDS.name());
  }

  private UdpTrack.From check(String transport) throws StreamLost {
    var reply =
        new RtspMessage("RTSP/1.0 200 OK", List.of(), new byte[0]).with("Transport", transport);
    return rules.checkDatagrams(reply, SELF, 20_000);
  }
}
