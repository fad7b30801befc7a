package org.porchlight.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.LogIn;
import org.porchlight.identity.Vouched;
import org.porchlight.portal.shell.FurtherLogIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.context.NullSecurityContextRepository;

/// Log-in by the department's OpenID provider, where the settings name one.
///
/// Spring Security speaks with the provider and checks what it says; who that is here, and whether
/// they may come in, is for [LogIn] to say. In between nobody is signed in.
@Configuration(proxyBeanMethods = false)
class OpenIdLogIn {

  /// Where the button on the log-in page leads.
  static final String START = "/login/with";

  private static final Logger LOG = LoggerFactory.getLogger(OpenIdLogIn.class);

  /// CJIS IA-11: the provider asks people again who logged in longer ago. Naming it makes the
  /// provider say when they did.
  private static final Duration OLDEST = Duration.ofHours(12);

  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens(OpenIdProvider provider) {
    return provider::decoder;
  }

  @Bean
  OpenIdProvider openIdProvider(OpenIdSettings settings) {
    return new OpenIdProvider(settings);
  }

  @Bean
  FurtherLogIn openIdFurtherLogIn(
      OpenIdSettings settings, OpenIdProvider provider, LogIn logIn, LogInPages pages) {
    return http -> {
      if (settings.configured()) {
        add(http, settings, provider, logIn, pages);
      }
    };
  }

  private static void add(
      HttpSecurity http,
      OpenIdSettings settings,
      OpenIdProvider provider,
      LogIn logIn,
      LogInPages pages)
      throws Exception {
    http.oauth2Login(login ->
        login
            .clientRegistrationRepository(provider)
            .authorizedClientRepository(new Forgetful())
            .loginPage("/login")
            .authorizationEndpoint(start -> start.authorizationRequestResolver(requests(provider)))
            .redirectionEndpoint(end -> end.baseUri(OpenIdProvider.RETURN))
            .tokenEndpoint(tokens -> tokens.accessTokenResponseClient(provider.codes()))
            .userInfoEndpoint(people -> people.oidcUserService(OpenIdLogIn::fromIdToken))
            .withObjectPostProcessor(new NobodyYet())
            .successHandler((request, response, who) -> {
              SecurityContextHolder.clearContext();
              var answer = logIn.vouchedFor(vouched(who, settings), request.getRemoteAddr());
              pages.afterProvider(answer, request, response);
            })
            .failureHandler(OpenIdLogIn::refuse));
  }

  private static OAuth2AuthorizationRequestResolver requests(OpenIdProvider provider) {
    var resolver = new DefaultOAuth2AuthorizationRequestResolver(provider, START);
    resolver.setAuthorizationRequestCustomizer(
        OAuth2AuthorizationRequestCustomizers.withPkce()
            .andThen(request ->
                request.additionalParameters(
                    more -> more.put("max_age", Long.toString(OLDEST.toSeconds())))));
    return new WhileItAnswers(provider, resolver);
  }

  /// Who cannot be sent to the provider goes on to our own page, which says so.
  private record WhileItAnswers(
      OpenIdProvider provider, OAuth2AuthorizationRequestResolver requests)
      implements OAuth2AuthorizationRequestResolver {

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
      var path = request.getRequestURI().substring(request.getContextPath().length());
      return path.equals(START + "/" + OpenIdProvider.ID)
              && provider.findByRegistrationId(OpenIdProvider.ID) != null
          ? requests.resolve(request)
          : null;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(
        HttpServletRequest request, String registration) {
      return requests.resolve(request, registration);
    }
  }

  /// What the token says is enough; the provider is not asked a second time.
  private static OidcUser fromIdToken(OidcUserRequest request) {
    return new DefaultOidcUser(List.of(), request.getIdToken());
  }

  private static Vouched vouched(Authentication who, OpenIdSettings settings) {
    if (!(who.getPrincipal() instanceof OidcUser user)) {
      throw new IllegalStateException("the provider spoke plain OAuth2");
    }
    var token = user.getIdToken();
    var email = Boolean.TRUE.equals(token.getEmailVerified()) ? token.getEmail() : null;
    var methods = token.getAuthenticationMethods();
    var strong =
        (methods != null && methods.contains("mfa"))
            || (token.getAuthenticationContextClass() != null
                && settings.strongAcr().contains(token.getAuthenticationContextClass()));
    @Nullable Instant shown = strong ? token.getAuthenticatedAt() : null;
    return new Vouched(
        Objects.requireNonNull(token.getIssuer()).toString(),
        Objects.requireNonNull(token.getSubject()),
        email,
        shown);
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    var reason =
        why instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : why.getClass().getSimpleName();
    LOG.warn("A log-in by the OpenID provider failed: {}", reason.replaceAll("[^\\w.-]", "?"));
    response.sendRedirect(request.getContextPath() + "/login?openid=failed");
  }

  /// The filter would remember the provider's user as signed in, before we asked who it is here.
  private static final class NobodyYet
      implements ObjectPostProcessor<OAuth2LoginAuthenticationFilter> {

    @Override
    public <F extends OAuth2LoginAuthenticationFilter> F postProcess(F filter) {
      filter.setSecurityContextRepository(new NullSecurityContextRepository());
      filter.setSessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy());
      return filter;
    }
  }

  /// The provider's tokens are of no use to us once they were read.
  // The signature is the interface's.
  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static final class Forgetful implements OAuth2AuthorizedClientRepository {

    private final OAuth2AuthorizedClientRepository none =
        new HttpSessionOAuth2AuthorizedClientRepository();

    @Override
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String registration, Authentication principal, HttpServletRequest request) {
      return none.loadAuthorizedClient(registration, principal, request);
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {
      // Nothing to keep.
    }

    @Override
    public void removeAuthorizedClient(
        String registration,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {
      // Nothing is kept.
    }
  }
}
