package org.porchlight.access;

/// What the rules say.
public sealed interface Verdict {

  record MayOpen(Ground ground) implements Verdict {}

  record MayNot(Reason reason) implements Verdict {}
}
