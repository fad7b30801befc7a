package org.porchlight.notices;

import java.io.IOException;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses the push service by what is configured.
@Configuration(proxyBeanMethods = false)
class PushSetup {

  private static final Logger LOG = LoggerFactory.getLogger(PushSetup.class);

  @Bean
  PushSender pushSender(PushSettings settings, Clock clock) throws IOException {
    if (settings.fcm().credentialsFile() != null || settings.fcm().endpoint() != null) {
      return new FcmPushSender(settings, clock);
    }
    LOG.info("No push service is configured: phones hear of alerts by the event stream only");
    return new LogPushSender();
  }

  @Bean
  Pause pushPause() {
    return Thread::sleep;
  }

  @Bean
  RandomGenerator pushJitter() {
    return RandomGenerator.getDefault();
  }
}
