package org.porchlight.portal.registration;

import java.util.Optional;
import java.util.regex.Pattern;

/// What people type when they are asked for a camera: a number, a name, or a whole address out of
/// the browser.
///
/// @param name as it stands in an address, in brackets if it has colons
/// @param port if one was typed with it, and not with the address of a stream
record TypedHost(String name, Optional<Integer> port) {

  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]{0,9}://");
  private static final Pattern STREAM = Pattern.compile("rtsps?://", Pattern.CASE_INSENSITIVE);
  private static final Pattern REST = Pattern.compile("[/?#].*$", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("^(.*):(\\d{1,5})$", Pattern.DOTALL);

  static TypedHost of(String typed) {
    var bare = REST.matcher(SCHEME.matcher(typed.strip()).replaceFirst("")).replaceFirst("");
    bare = bare.substring(bare.lastIndexOf('@') + 1);
    if (bare.indexOf(':') != bare.lastIndexOf(':') && !bare.startsWith("[")) {
      return new TypedHost("[" + bare + "]", Optional.empty());
    }
    // The port of a stream is not the one of the camera's own pages.
    var ofStream = STREAM.matcher(typed.strip()).lookingAt();
    var split = PORT.matcher(bare);
    return split.matches()
        ? new TypedHost(
            split.group(1),
            ofStream ? Optional.empty() : Optional.of(Integer.parseInt(split.group(2))))
        : new TypedHost(bare, Optional.empty());
  }
}
