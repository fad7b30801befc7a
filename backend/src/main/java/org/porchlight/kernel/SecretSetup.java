package org.porchlight.kernel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretSetup {

  @Bean
  MasterKey masterKey(SecretSettings settings) {
    return settings.masterKey();
  }
}
