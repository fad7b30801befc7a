package org.porchlight.api.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/// Turns an access token into an [Actor]. The signature says who it was issued to; the database
/// says, on every request, whether account and family are still good and which roles hold now.
@Component
class BearerActors implements AuthenticationManagerResolver<HttpServletRequest> {

  private final JwtDecoder decoder;
  private final Present present;

  BearerActors(JWKSource<SecurityContext> keys, Present present, OAuthSettings settings) {
    this.decoder = decoder(keys, settings);
    this.present = present;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return shown -> authenticate(shown, request.getRemoteAddr());
  }

  private Authentication authenticate(Authentication shown, String source) {
    if (!(shown instanceof BearerTokenAuthenticationToken bearer)) {
      throw new InvalidBearerTokenException("No bearer token");
    }
    var token = decode(bearer.getToken());
    var actor =
        claimed(token, source)
            .flatMap(present::of)
            .orElseThrow(
                () -> new InvalidBearerTokenException("The account or the session has ended"));
    var scopes = Optional.ofNullable(token.getClaimAsStringList("scope")).orElse(List.of());
    return new ActorAuthentication(actor, scopes);
  }

  private Jwt decode(String token) {
    try {
      return decoder.decode(token);
    } catch (JwtException refused) {
      // The reason helps an attacker more than a client, which only has to fetch a new token.
      throw new InvalidBearerTokenException("The access token is not valid", refused);
    }
  }

  private static Optional<Actor> claimed(Jwt token, String source) {
    var person = token.getSubject();
    var organisation = token.getClaimAsString("org");
    var session = token.getClaimAsString("sid");
    var roles = token.getClaimAsStringList("roles");
    if (person == null || organisation == null || session == null || roles == null) {
      return Optional.empty();
    }
    var methods = token.getClaimAsStringList("amr");
    Instant secondFactorAt =
        methods != null && methods.contains("otp") ? token.getClaimAsInstant("auth_time") : null;
    return Optional.of(
        new Actor(
            PersonId.of(person),
            OrganisationId.of(organisation),
            roles.stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
            session,
            secondFactorAt,
            source));
  }

  private static JwtDecoder decoder(JWKSource<SecurityContext> keys, OAuthSettings settings) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
    // RFC 9068: nothing that was signed for another purpose passes for an access token.
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
    // Spring's validators below look at the claims.
    processor.setJWTClaimsSetVerifier((_, _) -> {});
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(),
            new JwtIssuerValidator(settings.issuer()),
            new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD,
                audience -> audience != null && audience.contains(settings.issuer()))));
    return decoder;
  }
}
