package org.porchlight.registry;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ResolverSetup {

  @Bean
  @ConditionalOnMissingBean
  Resolver resolver() {
    return new SystemResolver();
  }
}
