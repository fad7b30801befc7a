package org.porchlight.registry;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// A block of addresses, for example `10.20.0.0/16` or `fd00:1::/64`.
///
/// @param prefix number of leading bits that are the network's
public record Network(InetAddress first, int prefix) {

  private static final Pattern CIDR = Pattern.compile("([0-9a-fA-F:.]+)/(0|[1-9][0-9]{0,2})");

  public Network {
    var bytes = first.getAddress();
    if (prefix < 0 || prefix > bytes.length * 8) {
      throw new IllegalArgumentException("no such prefix: " + prefix);
    }
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
        throw new IllegalArgumentException("a network starts with its first address");
      }
    }
  }

  /// Reads CIDR notation.
  ///
  /// @throws IllegalArgumentException if the text is not a block in CIDR notation
  public static Network of(String cidr) {
    var parts = CIDR.matcher(cidr);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a network: " + cidr);
    }
    return IpLiteral.of(parts.group(1))
        .map(first -> new Network(first, Integer.parseInt(parts.group(2))))
        .orElseThrow(() -> new IllegalArgumentException("not a network: " + cidr));
  }

  /// Whether it is an address of this block. An IPv4 address is never in a block of IPv6 ones.
  public boolean contains(InetAddress address) {
    var mine = first.getAddress();
    var theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      if (((mine[bit / 8] ^ theirs[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefix;
  }
}
