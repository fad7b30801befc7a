package org.porchlight.api.security;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/// Answers for addresses of the API that do not exist. Without it the portal, which takes all that
/// is left over, would answer a program with a page for people.
@Configuration(proxyBeanMethods = false)
class NothingThere {

  /// After the controllers, which also say 405 for the wrong method, and before everything else.
  private static final int AFTER_CONTROLLERS = 100;

  @Bean
  SimpleUrlHandlerMapping nothingThereMapping(SecurityProblems problems) {
    HttpRequestHandler nothing =
        (request, response) ->
            problems.write(
                request,
                response,
                HttpStatus.NOT_FOUND,
                "not-found",
                "Not found",
                "There is nothing at this address.");
    return new SimpleUrlHandlerMapping(
        Map.of(
            "/api/**", nothing,
            "/media/**", nothing,
            "/audit/**", nothing,
            "/oauth2/**", nothing),
        AFTER_CONTROLLERS);
  }
}
