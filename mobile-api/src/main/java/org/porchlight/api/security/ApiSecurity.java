package org.porchlight.api.security;

import org.porchlight.identity.Machines;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/// The chains of everything that is not the portal, most special first.
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

  /// Plain modules and styles of our own, pictures and clips from here, push by a service worker.
  private static final String FOR_THE_PHONE =
      "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
          + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

  /// The ticket says who may watch what; others need not even knock.
  private static final String[] WHO_WATCH = {
    Role.OFFICER.name(), Role.OPERATOR.name(), Role.SUPERVISOR.name()
  };

  @Bean
  @Order(10)
  SecurityFilterChain authorizationServerChain(
      HttpSecurity http,
      Clients clients,
      OAuth2AuthorizationService authorizations,
      OAuth2TokenGenerator<OAuth2Token> tokens,
      Machines machines,
      Present present,
      OAuthSettings settings)
      throws Exception {
    var publicClient = new PublicClient(clients);
    http.oauth2AuthorizationServer(
            server -> {
              http.securityMatcher(server.getEndpointsMatcher());
              server
                  .registeredClientRepository(clients)
                  .authorizationService(authorizations)
                  .tokenGenerator(tokens)
                  .authorizationServerSettings(
                      AuthorizationServerSettings.builder().issuer(settings.issuer()).build())
                  .clientAuthentication(clientsThatCall ->
                      clientsThatCall
                          .authenticationConverter(publicClient)
                          .authenticationProvider(publicClient)
                          .authenticationProviders(providers ->
                              providers.forEach(provider -> {
                                if (provider instanceof ClientSecretAuthenticationProvider secret) {
                                  secret.setPasswordEncoder(new MachineSecrets(machines));
                                }
                              })))
                  .authorizationServerMetadataEndpoint(metadata ->
                      metadata.authorizationServerMetadataCustomizer(
                          document -> document.claims(OAuthMetadata::tellTheTruth)))
                  .oidc(oidc ->
                      oidc.providerConfigurationEndpoint(configuration ->
                          configuration.providerConfigurationCustomizer(
                              document -> document.claims(OAuthMetadata::tellTheTruth))));
            })
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .exceptionHandling(refusals ->
            refusals
                // People come to authorize only; everything else is between programs.
                .defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint("/login"),
                    PathPatternRequestMatcher.withDefaults().matcher("/oauth2/authorize"))
                .defaultAuthenticationEntryPointFor(
                    new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), AnyRequestMatcher.INSTANCE))
        .addFilterAfter(new PresentSessions(present), SecurityContextHolderFilter.class);
    return http.requestCache(cache -> cache.requestCache(remembering("/oauth2/authorize"))).build();
  }

  /// Only this page is come back to after the log-in: what programs ask for begins no session.
  private static RequestCache remembering(String page) {
    var cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, page));
    return cache;
  }

  @Bean
  @Order(20)
  SecurityFilterChain apiChain(HttpSecurity http, BearerActors bearers, SecurityProblems problems)
      throws Exception {
    return withTokens(http, bearers, problems)
        .securityMatcher("/api/**")
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/api/v1/cad/**")
                .hasAuthority("SCOPE_cad")
                .requestMatchers("/api/v1/reads/**")
                .hasAuthority("SCOPE_reads")
                .anyRequest()
                .authenticated())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /// Pictures are shown in the portal, which has a session, and on phones, which have a token.
  @Bean
  @Order(30)
  SecurityFilterChain mediaChain(
      HttpSecurity http, BearerActors bearers, SecurityProblems problems, Present present)
      throws Exception {
    return withTokens(http, bearers, problems)
        .securityMatcher("/media/**")
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/media/live", "/media/hls", "/media/replay/**")
                .hasAnyRole(WHO_WATCH)
                // The cookie of the view says who may fetch its pieces: players of phones send no
                // token.
                .requestMatchers("/media/hls/**")
                .permitAll()
                // Who may play a clip is decided, and logged, for each clip.
                .anyRequest()
                .authenticated())
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        // The ticket in the body, and the key in the address, are secrets that pages elsewhere do
        // not have. Where there is no session nobody can be made to use it.
        .csrf(csrf ->
            csrf.ignoringRequestMatchers("/media/hls", "/media/hls/*")
                .ignoringRequestMatchers(request -> request.getSession(false) == null))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .addFilterBefore(new PresentSessions(present), AuthorizationFilter.class)
        .build();
  }

  /// Figures of the running program are for the department's own monitoring, which is a machine.
  @Bean
  @Order(40)
  SecurityFilterChain actuatorChain(
      HttpSecurity http, BearerActors bearers, SecurityProblems problems) throws Exception {
    return withTokens(http, bearers, problems)
        .securityMatcher("/actuator/**")
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/actuator/health/**")
                .permitAll()
                .anyRequest()
                .hasAuthority("SCOPE_metrics"))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  /// Takes bearer tokens, and answers refusals as problems.
  private static HttpSecurity withTokens(
      HttpSecurity http, BearerActors bearers, SecurityProblems problems) throws Exception {
    return http.oauth2ResourceServer(server ->
            server
                .authenticationManagerResolver(bearers)
                .authenticationEntryPoint(problems)
                .accessDeniedHandler(problems))
        .exceptionHandling(
            refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems));
  }

  @Bean
  @Order(50)
  SecurityFilterChain publicChain(HttpSecurity http) throws Exception {
    return http.securityMatcher(
            "/audit/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/phone/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(FOR_THE_PHONE))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .frameOptions(Customizer.withDefaults()))
        .build();
  }

  /// Secrets of machines are checked where they were hashed.
  private record MachineSecrets(Machines machines) implements PasswordEncoder {

    @Override
    public String encode(@org.jspecify.annotations.Nullable CharSequence secret) {
      throw new UnsupportedOperationException("machines are made by administrators");
    }

    @Override
    public boolean matches(
        @org.jspecify.annotations.Nullable CharSequence secret,
        @org.jspecify.annotations.Nullable String hash) {
      return secret != null && hash != null && machines.matches(secret.toString(), hash);
    }
  }
}
