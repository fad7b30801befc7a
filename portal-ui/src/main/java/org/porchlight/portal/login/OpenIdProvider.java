package org.porchlight.portal.login;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/// The provider as it describes itself. It is asked when somebody first wants to log in by it, not
/// at our start: neither house needs the other to be up.
final class OpenIdProvider implements ClientRegistrationRepository {

  /// The one registration there is.
  static final String ID = "department";

  /// Where the provider sends people back to.
  static final String RETURN = "/login/openid";

  private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OpenIdSettings settings;
  private final JdkClientHttpRequestFactory http;
  private final AtomicReference<@Nullable ClientRegistration> known = new AtomicReference<>();
  private final AtomicReference<@Nullable JwtDecoder> decoder = new AtomicReference<>();

  OpenIdProvider(OpenIdSettings settings) {
    this.settings = settings;
    this.http =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    this.http.setReadTimeout(PATIENCE);
  }

  /// Null where it is another registration, and while the provider does not answer.
  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    if (!id.equals(ID)) {
      return null;
    }
    var before = known.get();
    if (before != null) {
      return before;
    }
    try {
      var found = discover();
      known.set(found);
      return found;
    } catch (RuntimeException silent) {
      LOG.warn(
          "The OpenID provider {} does not describe itself: {}",
          settings.issuer(),
          silent.toString());
      return null;
    }
  }

  private ClientRegistration discover() {
    return ClientRegistrations.fromOidcIssuerLocation(Objects.requireNonNull(settings.issuer()))
        .registrationId(ID)
        .clientId(settings.clientId())
        .clientSecret(settings.clientSecret())
        .clientName(settings.name())
        .scope("openid", "email", "profile")
        .redirectUri("{baseUrl}" + RETURN)
        .build();
  }

  /// Exchanges the code within a bounded time.
  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
    var client = new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(
        RestClient.builder()
            .requestFactory(http)
            .configureMessageConverters(converters ->
                converters
                    .addCustomConverter(new FormHttpMessageConverter())
                    .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return client;
  }

  /// Checks signature, issuer, audience and times of an ID token. The nonce is checked by whoever
  /// made it.
  JwtDecoder decoder(ClientRegistration registration) {
    var before = decoder.get();
    if (before != null) {
      return before;
    }
    var fresh =
        NimbusJwtDecoder.withJwkSetUri(
                Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
            .restOperations(new RestTemplate(http))
            .jwsAlgorithms(algorithms ->
                algorithms.addAll(
                    Set.of(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.PS256,
                        SignatureAlgorithm.ES256)))
            .build();
    fresh.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
    decoder.set(fresh);
    return fresh;
  }
}
