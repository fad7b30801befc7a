package org.porchlight.evidence;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Where clips are kept.
///
/// @param endpoint address of the S3 store; without one, clips stay in the spool
/// @param bucket made at the first clip if it does not exist
/// @param accessKey name of the key pair
/// @param secretKey secret of the key pair
/// @param region as the store wants it in signatures
/// @param spool folder for clips that the store does not have yet; must survive a restart
/// @param leastFree a clip is refused when less space than this would be left on the spool's disk
/// @param connectTimeout for reaching the store
/// @param answerTimeout for each read and write
/// @param patience how long saving a clip waits for the store; delivery goes on afterwards
/// @param retryEvery how often deliveries that failed are looked at
/// @param longestPause most time between two attempts to deliver one clip
@ConfigurationProperties("porchlight.store")
record StoreSettings(
    @Nullable String endpoint,
    @DefaultValue("porchlight-evidence") String bucket,
    @DefaultValue("") String accessKey,
    @DefaultValue("") String secretKey,
    @DefaultValue("us-east-1") String region,
    @DefaultValue(".data/spool") Path spool,
    @DefaultValue("256MB") DataSize leastFree,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("10s") Duration answerTimeout,
    @DefaultValue("3s") Duration patience,
    @DefaultValue("2s") Duration retryEvery,
    @DefaultValue("5m") Duration longestPause) {

  Duration pauseAfter(int attempts) {
    var pause = Duration.ofSeconds(1L << Math.clamp(attempts, 0, 10));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  @Override
  public String toString() {
    return "StoreSettings[" + endpoint + ", " + bucket + ", [redacted]]";
  }
}
