package org.porchlight.portal.shell;

import static com.vaadin.flow.spring.security.VaadinSecurityConfigurer.vaadin;

import com.vaadin.flow.server.auth.NavigationAccessControl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.LogIn;
import org.porchlight.identity.Present;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Who may open which page of the portal. Everything that no other chain takes comes here, and what
/// is neither a view nor listed as public is refused.
@Configuration(proxyBeanMethods = false)
class PortalSecurity {

  /// Pages of the door: plain HTML without a line of script.
  private static final RequestMatcher DOOR = paths("/login/**", "/password/**", "/confirm/**");

  private static final RequestMatcher PUBLIC_FILES =
      paths(
          "/*.css",
          "/*.svg",
          "/*.png",
          "/*.webmanifest",
          "/favicon.ico",
          "/map/**",
          "/live/**",
          "/ledger/**",
          "/masks/**",
          "/webjars/**",
          "/error");

  /// A native application that is being developed is sent back to a port of its own on loopback,
  /// and browsers hold `form-action` against redirects too.
  private static final String FOR_THE_DOOR =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'";

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SecurityFilterChain portalChain(
      HttpSecurity http,
      LogIn logIn,
      Present present,
      WebSessions sessions,
      NavigationAccessControl navigation,
      ObjectProvider<FurtherLogIn> further,
      org.springframework.core.env.Environment environment)
      throws Exception {
    navigation.setLoginView("/login");
    for (var way : further) {
      way.addTo(http);
    }
    return http.authorizeHttpRequests(
            requests -> requests.requestMatchers(DOOR, PUBLIC_FILES).permitAll())
        .with(
            vaadin(),
            views ->
                views
                    .enableExceptionHandlingConfiguration(false)
                    .addLogoutHandler((_, _, authentication) -> {
                      if (authentication != null
                          && authentication.getPrincipal() instanceof Actor actor) {
                        sessions.isLeaving(actor);
                        logIn.end(actor);
                      }
                    }))
        .csrf(csrf -> csrf.csrfTokenRepository(new ForForms(new HttpSessionCsrfTokenRepository())))
        .exceptionHandling(refusals ->
            refusals
                .defaultAuthenticationEntryPointFor(
                    new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), PortalSecurity::isInternal)
                .defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/login"),
                    new NegatedRequestMatcher(PortalSecurity::isInternal))
                .accessDeniedHandler(PortalSecurity::refuse))
        .headers(headers ->
            headers
                .withObjectPostProcessor(new BeforeAnythingElse())
                .addHeaderWriter(
                    new DelegatingRequestMatcherHeaderWriter(
                        DOOR, new ContentSecurityPolicyHeaderWriter(FOR_THE_DOOR)))
                .addHeaderWriter(
                    new DelegatingRequestMatcherHeaderWriter(
                        new NegatedRequestMatcher(DOOR),
                        new ContentSecurityPolicyHeaderWriter(forViews(tileHost(environment)))))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                    policy -> policy.policy("camera=(), microphone=(), payment=(), usb=()")))
        .addFilterBefore(new StillPresent(present, sessions), AuthorizationFilter.class)
        .build();
  }

  /// Views are shown by a forward within the server, which ends the answer before Spring has
  /// written its headers, unless they are written first.
  private static final class BeforeAnythingElse implements ObjectPostProcessor<HeaderWriterFilter> {

    @Override
    public <F extends HeaderWriterFilter> F postProcess(F filter) {
      filter.setShouldWriteHeadersEagerly(true);
      return filter;
    }
  }

  /// Tokens are made for forms that are about to be shown. Where a form comes in from a session
  /// that is over, a new one would help nobody, and the session begun for it would take the place
  /// of the one another window of that browser has.
  private record ForForms(CsrfTokenRepository tokens) implements CsrfTokenRepository {

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
      return tokens.generateToken(request);
    }

    @Override
    public void saveToken(
        @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
      if (request.getMethod().equals("GET") || request.getSession(false) != null) {
        tokens.saveToken(token, request, response);
      }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
      return tokens.loadToken(request);
    }
  }

  /// Vaadin's client evaluates what the server sends it, so it needs inline scripts and eval;
  /// nothing comes from any other host than our own, unless a department chooses a tile server.
  private static String forViews(String tileHost) {
    return "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
        + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
        + tileHost
        + "; font-src 'self' data:; media-src 'self' blob:; connect-src 'self' ws: wss:;"
        + " worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self';"
        + " frame-ancestors 'none'";
  }

  private static boolean isInternal(HttpServletRequest request) {
    return request.getParameter("v-r") != null;
  }

  /// A form that was open for too long is shown again; anything else is refused.
  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException, jakarta.servlet.ServletException {
    if (denied instanceof CsrfException && DOOR.matches(request)) {
      response.sendRedirect(request.getRequestURI() + "?again");
    } else {
      new AccessDeniedHandlerImpl().handle(request, response, denied);
    }
  }

  private static String tileHost(org.springframework.core.env.Environment environment) {
    var tiles = environment.getProperty("porchlight.map.tiles", "");
    var host = java.util.regex.Pattern.compile("^(https?://[A-Za-z0-9.:{}*-]+)/").matcher(tiles);
    return host.find() ? " " + host.group(1).replaceAll("\\{[a-z]+}", "*") : "";
  }

  private static RequestMatcher paths(String... patterns) {
    var path = PathPatternRequestMatcher.withDefaults();
    return new OrRequestMatcher(
        java.util.Arrays.stream(patterns).<RequestMatcher>map(path::matcher).toList());
  }
}
