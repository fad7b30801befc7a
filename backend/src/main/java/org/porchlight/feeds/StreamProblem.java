package org.porchlight.feeds;

/// What is wrong with a camera's stream. Stored and shown by name.
public enum StreamProblem {
  /// Not yet known: the first connection is being made.
  NONE_YET,
  /// The server takes in as much as it may: this one waits until there is room.
  NO_ROOM,
  /// No address on file, or its site is not proved.
  NOT_CONNECTED,
  /// It dials in to us, and has not done so, or is not welcome now.
  NOT_DIALLED_IN,
  /// The name does not resolve to an address that is allowed.
  ADDRESS_NOT_ALLOWED,
  NO_ANSWER,
  WRONG_LOGIN,
  /// It asks for the password in a way that others can read, and did not before.
  WEAKER_LOGIN,
  /// It shows a certificate that nobody vouches for, or another one than its owner confirmed.
  WRONG_CERTIFICATE,
  /// It answers, but has no video, or none in a format that is let in.
  NOT_VIDEO,
  /// It tried to lead us elsewhere: redirect, foreign control address, other transport.
  LED_ELSEWHERE,
  /// It breaks the protocol or its limits: endless headers, too many pixels or bits.
  OUT_OF_BOUNDS,
  /// Pictures stopped coming while the connection stayed.
  STALLED,
  /// Pictures come, but none that can be decoded by itself.
  NO_KEYFRAMES,
  /// The connection ended.
  ENDED,
  /// Cannot be pulled with these settings: a mistake of ours.
  MISCONFIGURED,
  /// Only a copy may be shown or can be played, and as many are being made as may be.
  COPIES_FULL,
  /// Only a copy may be shown or can be played, and it could not be made.
  COPY_FAILED;

  /// Whether trying again soon could lock us out.
  boolean isOfThePassword() {
    return this == WRONG_LOGIN || this == WEAKER_LOGIN;
  }
}
