package org.porchlight.identity;

import java.util.Map;

/// A letter has to go out.
///
/// Unlike other events it carries more than ids: a link works once and is kept only as a hash, so
/// the outbox, which forgets the event once it was handled, is the only place where it stands in
/// clear.
///
/// @param to address, in clear
/// @param language `en` or `es`
/// @param parameters see [MailKind]. With one named `once`, all requests with the same value are
///   one letter, however often they are delivered
public record MailRequested(
    String to, MailKind kind, String language, Map<String, String> parameters) {

  public MailRequested {
    parameters = Map.copyOf(parameters);
  }

  @Override
  public String toString() {
    return "MailRequested[kind=" + kind + ", [redacted]]";
  }
}
