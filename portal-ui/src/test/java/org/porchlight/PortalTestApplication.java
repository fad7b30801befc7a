package org.porchlight;

import com.vaadin.flow.spring.SpringBootAutoConfiguration;
import com.vaadin.flow.spring.SpringSecurityAutoConfiguration;
import com.vaadin.flow.spring.security.NavigationAccessControlConfigurer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;

/// The portal without the house below it: no database, no web server, no security chain. A view
/// test brings the use cases it needs as mocks.
@SpringBootConfiguration
@ImportAutoConfiguration({SpringBootAutoConfiguration.class, SpringSecurityAutoConfiguration.class})
class PortalTestApplication {

  @Bean
  static NavigationAccessControlConfigurer rolesAtTheDoor() {
    return new NavigationAccessControlConfigurer().withAnnotatedViewAccessChecker();
  }
}
