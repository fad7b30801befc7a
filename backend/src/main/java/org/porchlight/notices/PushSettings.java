package org.porchlight.notices;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How phones are woken.
///
/// @param sendLimit an answer that takes longer counts as none
/// @param firstPause wait this long before the second attempt; doubles with each further one
/// @param longestPause but never longer than this
/// @param quotaPause wait this long when the service says "too many" without saying until when
/// @param fcm Firebase Cloud Messaging
@ConfigurationProperties("porchlight.push")
record PushSettings(
    @DefaultValue("3s") Duration sendLimit,
    @DefaultValue("500ms") Duration firstPause,
    @DefaultValue("10s") Duration longestPause,
    @DefaultValue("60s") Duration quotaPause,
    @DefaultValue Fcm fcm) {

  /// Neither a file nor an endpoint: nothing is pushed, and phones hear of alerts by the event
  /// stream only.
  ///
  /// @param projectId Firebase project
  /// @param credentialsFile key file of a service account of that project
  /// @param endpoint a server that speaks FCM v1, to be used instead of Google's
  record Fcm(
      @DefaultValue("porchlight-demo") String projectId,
      @Nullable Path credentialsFile,
      @Nullable URI endpoint) {}

  Duration pauseAfter(int failures) {
    var doubled = firstPause.multipliedBy(1L << Math.clamp(failures - 1, 0, 10));
    return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
  }
}
