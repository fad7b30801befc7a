package org.porchlight.demo;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// The back stage is open to everybody, because everything on it is fictional. Without the demo
/// there is no such chain and no such page.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("porchlight.demo")
class DemoSecurity {

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain demoChain(HttpSecurity http) throws Exception {
    return http.securityMatcher("/demo", "/demo/cad", "/demo/demo.css")
        .authorizeHttpRequests(all -> all.anyRequest().permitAll())
        .headers(headers ->
            headers.contentSecurityPolicy(policy ->
                policy.policyDirectives(
                    "default-src 'self'; frame-ancestors 'none'; form-action 'self'")))
        .build();
  }
}
