package org.porchlight.feeds;

import java.time.Instant;

/// What a feed is doing.
public sealed interface FeedState {

  /// Nobody needs it, so nothing is pulled.
  record Idle() implements FeedState {}

  record Connecting(Instant since) implements FeedState {}

  record Delivering(Instant since) implements FeedState {}

  /// Delivered, or should have, and does not.
  ///
  /// @param attempts connections tried in vain since it was lost
  record Lost(Instant since, StreamProblem problem, int attempts) implements FeedState {}
}
