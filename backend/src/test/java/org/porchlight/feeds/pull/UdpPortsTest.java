package org.porchlight.feeds.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.StreamProblem;

class UdpPortsTest {

  static final InetAddress SELF = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void pairsBeginWithAnEvenPortAndLieInTheRange() throws Exception {
    var ports = new UdpPorts("21801-21807");

    try (var one = ports.open(SELF);
        var two = ports.open(SELF);
        var three = ports.open(SELF)) {
      assertThat(one.port()).isEqualTo(21_802);
      assertThat(two.port()).isEqualTo(21_804);
      assertThat(three.port()).isEqualTo(21_806);
      assertThat(one.reports().getLocalAddress()).isEqualTo(new InetSocketAddress(SELF, 21_803));
      assertThat(ports.lent()).isEqualTo(3);
      assertThatThrownBy(() -> ports.open(SELF))
          .isInstanceOfSatisfying(
              StreamLost.class,
              lost -> assertThat(lost.problem()).isEqualTo(StreamProblem.MISCONFIGURED))
          .hasMessageContaining("no UDP ports are free")
          .hasMessageContaining("21801-21807");
    }
    assertThat(ports.lent()).isZero();
  }

  @Test
  void whatWasGivenBackIsTheLastToBeLentAgain() throws Exception {
    var ports = new UdpPorts("21810-21819");
    var seen = new HashSet<Integer>();

    for (var i = 0; i < 5; i++) {
      try (var pair = ports.open(SELF)) {
        seen.add(pair.port());
      }
    }

    assertThat(seen).hasSize(5);
  }

  @Test
  void aPortThatAnotherProgramHasIsPassedOver() throws Exception {
    var ports = new UdpPorts("21820-21823");

    try (var other = new DatagramSocket(new InetSocketAddress(SELF, 21_821));
        var pair = ports.open(SELF)) {
      assertThat(other.isBound()).isTrue();
      assertThat(pair.port()).isEqualTo(21_822);
      assertThat(ports.lent()).isEqualTo(1);
    }
  }

  @Test
  void closingTwiceGivesBackOnce() throws Exception {
    var ports = new UdpPorts("21830-21831");
    var first = ports.open(SELF);
    first.close();

    try (var second = ports.open(SELF)) {
      first.close();
      assertThat(second.media().isOpen()).isTrue();
      assertThat(ports.lent()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoRangeIsRefusedWhenTheProgramStarts() {
    for (var range : new String[] {"", "20000", "x", "21999-20000", "20001-20001", "60000-70000"}) {
      assertThatThrownBy(() -> new UdpPorts(range)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new UdpPorts("none").isNone()).isTrue();
  }
}
