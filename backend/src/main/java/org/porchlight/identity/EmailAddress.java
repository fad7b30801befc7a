package org.porchlight.identity;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;

/// An address that mail can be sent to, in lower case and without white space around it.
///
/// Prints masked, so that it may stand in a log line; [#value] is the address itself.
public record EmailAddress(String value) implements Serializable {

  private static final long serialVersionUID = 1L;

  /// RFC 5321, section 4.5.3.1: a path has at most 256 octets with its brackets, a local part 64.
  private static final int LONGEST = 254;

  private static final Pattern SHAPE =
      Pattern.compile(
          "[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public EmailAddress {
    value = value.strip().toLowerCase(Locale.ROOT);
    if (!isShaped(value)) {
      throw new IllegalArgumentException("not an e-mail address");
    }
  }

  public static EmailAddress of(String text) {
    return new EmailAddress(text);
  }

  public static boolean isValid(String text) {
    return isShaped(text.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isShaped(String text) {
    return text.length() <= LONGEST
        && text.indexOf('@') <= 64
        && text.indexOf('@') > 0
        && SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value.charAt(0) + "***" + value.substring(value.indexOf('@'));
  }
}
