package org.porchlight.kernel;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The only place that asks the machine for the time; everybody else is given a [Clock].
@Configuration(proxyBeanMethods = false)
class ClockSetup {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }
}
