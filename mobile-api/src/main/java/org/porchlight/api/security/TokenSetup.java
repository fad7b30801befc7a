package org.porchlight.api.security;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Machines;
import org.porchlight.identity.Role;
import org.porchlight.identity.SigningKey;
import org.porchlight.identity.SigningKeys;
import org.porchlight.identity.TokenFamilies;
import org.porchlight.identity.TokenFamily;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/// What the tokens are made of: signing keys, claims, refresh tokens.
@Configuration(proxyBeanMethods = false)
class TokenSetup {

  /// Another node may have made a new key; it is believed here no later than after this time.
  private static final Duration KEYS_KEPT = Duration.ofMinutes(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private record Keys(JWKSet set, Instant readAt) {}

  @Bean
  JWKSource<SecurityContext> signingKeySource(SigningKeys signingKeys, Clock clock) {
    var kept = new AtomicReference<@Nullable Keys>();
    return (selector, _) -> {
      var now = clock.instant();
      var keys = kept.get();
      if (keys == null || keys.readAt().plus(KEYS_KEPT).isBefore(now)) {
        List<JWK> all = signingKeys.current().stream().<JWK>map(TokenSetup::jwk).toList();
        keys = new Keys(new JWKSet(all), now);
        kept.set(keys);
      }
      return selector.select(keys.set());
    };
  }

  private static ECKey jwk(SigningKey key) {
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) key.pair().getPublic())
        .privateKey(key.pair().getPrivate())
        .keyID(key.id())
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(com.nimbusds.jose.JWSAlgorithm.ES256)
        .build();
  }

  @Bean
  OAuth2TokenGenerator<OAuth2Token> tokenGenerator(
      JWKSource<SecurityContext> keys,
      TokenFamilies families,
      Machines machines,
      OAuthSettings settings,
      Clock clock) {
    var encoder = new NimbusJwtEncoder(keys);
    // The newest key stands first.
    encoder.setJwkSelector(List::getFirst);
    var accessTokens = new JwtGenerator(encoder);
    accessTokens.setClock(clock);
    accessTokens.setJwtCustomizer(context -> describe(context, machines, settings));
    OAuth2TokenGenerator<OAuth2Token> refreshTokens =
        context -> refreshToken(context, families, clock);
    return new DelegatingOAuth2TokenGenerator(accessTokens, refreshTokens);
  }

  private static void describe(
      JwtEncodingContext context, Machines machines, OAuthSettings settings) {
    if (context.hasKey(OAuth2TokenContext.DPOP_PROOF_KEY)) {
      // Better none than one that nobody checks at the API.
      throw new OAuth2AuthenticationException("invalid_dpop_proof");
    }
    context.getJwsHeader().algorithm(SignatureAlgorithm.ES256).type("at+jwt");
    var claims = context.getClaims().audience(List.of(settings.issuer()));
    claims.claim("client_id", context.getRegisteredClient().getClientId());
    if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
      var machine = machines.find(context.getRegisteredClient().getClientId()).orElseThrow();
      var scopes = context.getAuthorizedScopes();
      claims
          .subject(machine.id().toString())
          .claim("org", machine.organisation().toString())
          .claim("roles", List.of(Role.MACHINE.name()))
          .claim("sid", machine.clientId())
          // Who asks for nothing in particular gets all that the machine may have: RFC 6749, 3.3.
          .claim("scope", List.copyOf(scopes.isEmpty() ? machine.scopes() : scopes));
    } else if (person(context) instanceof Actor actor) {
      var factor = actor.secondFactorAt();
      var family = family(context);
      claims
          .subject(actor.person().toString())
          .claim("org", actor.organisation().toString())
          .claim("roles", actor.roles().stream().map(Role::name).sorted().toList())
          .claim("sid", family.id())
          .claim("auth_time", (factor == null ? family.startedAt() : factor).getEpochSecond())
          .claim("amr", factor == null ? List.of("pwd") : List.of("pwd", "otp", "mfa"));
    } else {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
  }

  private static @Nullable Object person(OAuth2TokenContext context) {
    Authentication authentication = context.getPrincipal();
    return authentication == null ? null : authentication.getPrincipal();
  }

  private static @Nullable OAuth2RefreshToken refreshToken(
      OAuth2TokenContext context, TokenFamilies families, Clock clock) {
    if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
      return null;
    }
    var value = new byte[32];
    RANDOM.nextBytes(value);
    return new OAuth2RefreshToken(
        Base64.getUrlEncoder().withoutPadding().encodeToString(value),
        clock.instant(),
        families.refreshTokenExpires(family(context)));
  }

  private static TokenFamily family(OAuth2TokenContext context) {
    var authorization = context.getAuthorization();
    var family =
        authorization == null
            ? null
            : authorization.<TokenFamily>getAttribute(FamilyAuthorizations.FAMILY);
    if (family == null) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
    return family;
  }
}
