package org.porchlight.feeds.pull.push;

/// Addresses in requests of those who dial in.
final class PublishUri {

  private PublishUri() {}

  /// What stands behind host and port, without query and without slashes around.
  static String pathOf(String uri) {
    var begin = uri.indexOf("://");
    var slash = uri.indexOf('/', begin < 0 ? 0 : begin + 3);
    if (slash < 0) {
      return "";
    }
    var query = uri.indexOf('?', slash);
    var from = slash;
    var to = query < 0 ? uri.length() : query;
    while (from < to && uri.charAt(from) == '/') {
      from++;
    }
    while (to > from && uri.charAt(to - 1) == '/') {
      to--;
    }
    return uri.substring(from, to);
  }

  /// Whether this address is the path itself or something below it.
  static boolean isUnder(String uri, String path) {
    var said = pathOf(uri);
    return said.equals(path) || said.startsWith(path + "/");
  }

  /// Whether an address sets up the track with this control attribute.
  static boolean names(String uri, String control, String path) {
    if (control.isEmpty() || control.equals("*")) {
      return pathOf(uri).equals(path);
    }
    if (control.contains("://")) {
      return pathOf(uri).equals(pathOf(control));
    }
    // Programs append it to the address, query and all.
    var end = control.startsWith("/") ? control.substring(1) : control;
    var plain = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    return plain.endsWith("/" + end);
  }
}
