package org.porchlight.feeds;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.pull.push.PushLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where cameras behind routers dial in (RTSP ANNOUNCE and RECORD). Without a port nobody can.
///
/// @param port for RTSP that is not encrypted; 0 takes a free one
/// @param tlsPort for RTSP over TLS; 0 takes a free one
/// @param tlsBundle name of the certificate and key for `tls-port`, given as `spring.ssl.bundle`
/// @param host name or address of this installation as cameras reach it
/// @param bind address of this machine to listen on
/// @param connections most at the same time
/// @param perAddress most at the same time from one address; a recorder sends many cameras from one
/// @param strangers most at the same time that have not shown a password yet
/// @param wrongAnswers so many wrong passwords within `lock` close a camera's path to further wrong
///   ones for as long; the right one is always let in
/// @param lock see `wrong-answers`
/// @param startsPerMinute how often one camera may dial in anew
/// @param threads how many threads serve all of them
@ConfigurationProperties("porchlight.feeds.publish")
record PublishSettings(
    @Nullable Integer port,
    @Nullable Integer tlsPort,
    @Nullable String tlsBundle,
    @DefaultValue("localhost") String host,
    @DefaultValue("0.0.0.0") String bind,
    @DefaultValue("1000") int connections,
    @DefaultValue("64") int perAddress,
    @DefaultValue("200") int strangers,
    @DefaultValue("5") int wrongAnswers,
    @DefaultValue("15m") Duration lock,
    @DefaultValue("20") int startsPerMinute,
    @DefaultValue("1") int threads) {

  PublishSettings {
    if (tlsPort != null && tlsBundle == null) {
      throw new IllegalArgumentException(
          "porchlight.feeds.publish.tls-port needs porchlight.feeds.publish.tls-bundle");
    }
  }

  /// How long every refusal of a password takes.
  private static final Duration VERDICT = Duration.ofMillis(500);

  PushLimits limits() {
    return new PushLimits(
        connections, perAddress, strangers, wrongAnswers, lock, startsPerMinute, VERDICT);
  }
}
