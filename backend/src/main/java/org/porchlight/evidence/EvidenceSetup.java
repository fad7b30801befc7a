package org.porchlight.evidence;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvidenceSetup {

  /// Where clips wait for the store.
  @Bean
  Spool clipSpool(StoreSettings settings) {
    return new Spool(settings.spool(), settings.leastFree().toBytes());
  }

  /// Where recorded files wait for the store: beside the clips, and leaving them room.
  @Bean
  Spool recordingSpool(StoreSettings settings, RecordingSettings recording) {
    return new Spool(settings.spool().resolve("recordings"), recording.leastFree().toBytes());
  }
}
