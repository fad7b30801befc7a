package org.porchlight.registry;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads addresses written in full, and only those: four decimal numbers, or IPv6 without a zone.
/// The JDK and the C library also read `0177.1`, `2130706433` and `0x7f000001`, each in its own
/// way, which is how checks are fooled.
final class IpLiteral {

  private static final Pattern DOTTED =
      Pattern.compile(
          "(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");
  private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private IpLiteral() {}

  static Optional<InetAddress> of(String text) {
    return text.indexOf(':') < 0 ? v4(text) : v6(text);
  }

  static Optional<InetAddress> v4(String text) {
    var dotted = DOTTED.matcher(text);
    if (!dotted.matches()) {
      return Optional.empty();
    }
    var bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      var number = Integer.parseInt(dotted.group(i + 1));
      if (number > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
    }
    return Optional.of(address(bytes));
  }

  static Optional<InetAddress> v6(String text) {
    var dot = text.indexOf('.');
    if (!COLONS.matcher(text).matches()
        || (dot >= 0 && v4(text.substring(text.lastIndexOf(':') + 1)).isEmpty())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Inet6Address.ofLiteral(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", impossible);
    }
  }
}
