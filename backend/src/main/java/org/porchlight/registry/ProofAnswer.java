package org.porchlight.registry;

/// What became of an attempt to prove a site.
public sealed interface ProofAnswer {

  record Proved(Site site) implements ProofAnswer {}

  record Refused(Why why) implements ProofAnswer {}

  enum Why {
    ALREADY_PROVED,
    DECAL_MISSING,
    DECAL_IN_USE,
    /// Another account has proved a site within 25 m with a camera at the same place.
    PROVED_BY_ANOTHER,
    WRONG_CODE,
    CODE_EXPIRED,
    TOO_MANY_ATTEMPTS
  }
}
