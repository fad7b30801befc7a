package org.porchlight.feeds;

import java.time.Instant;

/// What a feed is doing.
public sealed interface FeedState {

  /// Nobody needs it, so nothing is pulled.
  record Idle() implements FeedState {}

  /// There is no room for it beside the others. It begins by itself as soon as there is.
  record Waiting(Instant since) implements FeedState {}

  record Connecting(Instant since) implements FeedState {}

  record Delivering(Instant since) implements FeedState {}

  /// Delivered, or should have, and does not.
  ///
  /// @param attempts connections tried in vain since it was lost
  record Lost(Instant since, StreamProblem problem, int attempts) implements FeedState {}
}
