package org.porchlight.feeds;

/// What an owner is told about a camera address. One of these five and nothing more: a finer answer
/// would let an owner look around in networks that are not theirs.
public enum ProbeAnswer {
  OK,
  DOES_NOT_ANSWER,
  WRONG_NAME_OR_PASSWORD,
  NOT_A_VIDEO_STREAM,
  ADDRESS_NOT_ALLOWED;

  /// Key of its words in the translations, for example `probe.OK`.
  public String key() {
    return "probe." + name();
  }
}
