package org.porchlight.registry;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses a camera of one organisation may have: public unicast, or inside a network that
/// two administrators granted to it. Never the center's own ones, whatever was granted.
public final class NetworkPolicy {

  /// Not public unicast, by the IANA special-purpose registries and docs/decisions/0012.
  private static final List<Network> BLOCKED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/128",
              "::1/128",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "fc00::/7",
              "fe80::/10",
              "ff00::/8")
          .map(Network::of)
          .toList();

  /// All of public IPv6 unicast lies here; what is assigned elsewhere one day is not a camera's.
  private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

  private final List<Network> granted;
  private final List<Network> own;

  NetworkPolicy(List<Network> granted, List<Network> own) {
    this.granted = List.copyOf(granted);
    this.own = List.copyOf(own);
  }

  /// Public addresses only.
  public static NetworkPolicy publicOnly() {
    return new NetworkPolicy(List.of(), List.of());
  }

  /// Public addresses and these networks.
  public static NetworkPolicy granting(List<Network> networks) {
    return new NetworkPolicy(networks, List.of());
  }

  /// Whether a connection to this address may be made.
  public boolean check(InetAddress address) {
    var plain = unwrapped(address);
    return !isIn(own, plain) && (isIn(granted, plain) || isPublic(plain));
  }

  /// Whether this address lies in a network that was granted.
  public boolean isGranted(InetAddress address) {
    var plain = unwrapped(address);
    return !isIn(own, plain) && isIn(granted, plain);
  }

  private static boolean isPublic(InetAddress address) {
    return !isIn(BLOCKED, address)
        && (address.getAddress().length == 4 || GLOBAL_UNICAST.contains(address));
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /// An IPv4 address in IPv6 dress (`::ffff:0:0/96`) is judged as what it is.
  private static InetAddress unwrapped(InetAddress address) {
    var bytes = address.getAddress();
    if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
      return address;
    }
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return address;
      }
    }
    return IpLiteral.address(Arrays.copyOfRange(bytes, 12, 16));
  }
}
