package org.porchlight.registry;

/// What became of an attempt to prove a site.
public sealed interface ProofAnswer {

  record Proved(Site site) implements ProofAnswer {}

  record Refused(Why why) implements ProofAnswer {}

  /// Why not. Stored by name.
  enum Why {
    ALREADY_PROVED,
    DECAL_MISSING,
    DECAL_IN_USE,
    /// Staff cannot prove their own home.
    OWN_SITE,
    /// Another account has proved a camera at the same place. After a code: within 25 m, which
    /// staff has to look at.
    PROVED_BY_ANOTHER,
    WRONG_CODE,
    CODE_EXPIRED,
    TOO_MANY_ATTEMPTS
  }
}
