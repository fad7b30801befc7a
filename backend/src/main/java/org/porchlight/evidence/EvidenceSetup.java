package org.porchlight.evidence;

import java.time.Clock;
import org.porchlight.kernel.ServedBook;
import org.porchlight.kernel.ServedTally;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvidenceSetup {

  @Bean
  ServedTally footageServed(@Qualifier("evidenceServed") ServedBook book, Clock clock) {
    return new ServedTally(book, clock);
  }

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
