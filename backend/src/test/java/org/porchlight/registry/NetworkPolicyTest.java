package org.porchlight.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPolicyTest {

  /// First and last address of each range that is blocked, and the neighbours where those are
  /// public.
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.255.255.255, , 1.0.0.0",
    "10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
    "100.64.0.0, 100.127.255.255, 100.63.255.255, 100.128.0.0",
    "127.0.0.0, 127.255.255.255, 126.255.255.255, 128.0.0.0",
    "169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0",
    "172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
    "192.0.0.0, 192.0.0.255, 191.255.255.255, 192.0.1.0",
    "192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
    "192.88.99.0, 192.88.99.255, 192.88.98.255, 192.88.100.0",
    "192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0",
    "198.18.0.0, 198.19.255.255, 198.17.255.255, 198.20.0.0",
    "198.51.100.0, 198.51.100.255, 198.51.99.255, 198.51.101.0",
    "203.0.113.0, 203.0.113.255, 203.0.112.255, 203.0.114.0",
    "224.0.0.0, 239.255.255.255, 223.255.255.255, ",
    "240.0.0.0, 255.255.255.255, , ",
    "::, ::, , ",
    "::1, ::1, , ",
    "::2, ::ffff, , ",
    "64:ff9b::, 64:ff9b::ffff:ffff, , ",
    "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, , ",
    "100::, 100::ffff:ffff:ffff:ffff, , ",
    "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, , 2001:200::",
    "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
    "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:ffff::, 2003::",
    "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
    "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
    "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , ",
  })
  void blockedRangesAreBlockedToTheirEdges(String first, String last, String before, String after) {
    var policy = NetworkPolicy.publicOnly();

    assertThat(policy.check(address(first))).isFalse();
    assertThat(policy.check(address(last))).isFalse();
    if (before != null) {
      assertThat(policy.check(address(before))).isTrue();
    }
    if (after != null) {
      assertThat(policy.check(address(after))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::8.8.8.8",
        "2002:7f00:1::",
        "fd00:ec2::254",
        "169.254.169.254",
        "4000::1",
      })
  void addressesInDisguiseAreBlocked(String disguised) {
    assertThat(NetworkPolicy.publicOnly().check(address(disguised))).isFalse();
  }

  @Test
  void mappedAddressThatTheJdkKeptAsIpv6IsJudgedAsWhatItIs() throws UnknownHostException {
    assertThat(NetworkPolicy.publicOnly().check(mapped(127, 0, 0, 1))).isFalse();
    assertThat(NetworkPolicy.publicOnly().check(mapped(8, 8, 8, 8))).isTrue();
    assertThat(
            NetworkPolicy.granting(List.of(Network.of("127.0.0.0/8"))).check(mapped(127, 0, 0, 1)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450::1"})
  void publicAddressesMayBeConnectedTo(String address) {
    assertThat(NetworkPolicy.publicOnly().check(address(address))).isTrue();
  }

  @Test
  void grantedNetworkOpensExactlyItself() {
    var policy = NetworkPolicy.granting(List.of(Network.of("10.20.0.0/16")));

    assertThat(policy.check(address("10.20.0.0"))).isTrue();
    assertThat(policy.check(address("10.20.255.255"))).isTrue();
    assertThat(policy.check(address("10.19.255.255"))).isFalse();
    assertThat(policy.check(address("10.21.0.0"))).isFalse();
    assertThat(policy.check(address("127.0.0.1"))).isFalse();
  }

  @Test
  void ownAddressesStayClosedWhateverWasGranted() {
    var policy =
        new NetworkPolicy(
            List.of(Network.of("10.0.0.0/8")),
            List.of(Network.of("10.1.2.3/32"), Network.of("8.8.8.0/24")));

    assertThat(policy.check(address("10.1.2.4"))).isTrue();
    assertThat(policy.check(address("10.1.2.3"))).isFalse();
    assertThat(policy.check(address("8.8.8.8"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10/8",
        "::/129",
        "fd00::1/64",
        "camera/24",
        "0x0a000000/8",
        "10.0.0.0/8 ",
        "",
        "/8"
      })
  void whatIsNoNetworkIsRefused(String cidr) {
    assertThatThrownBy(() -> Network.of(cidr)).isInstanceOf(IllegalArgumentException.class);
  }

  static InetAddress address(String literal) {
    return IpLiteral.of(literal).orElseThrow();
  }

  static InetAddress mapped(int... v4) throws UnknownHostException {
    var bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    for (int i = 0; i < 4; i++) {
      bytes[12 + i] = (byte) v4[i];
    }
    return Inet6Address.getByAddress(null, bytes, -1);
  }
}
