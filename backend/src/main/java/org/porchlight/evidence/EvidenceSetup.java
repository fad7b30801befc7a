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
}
