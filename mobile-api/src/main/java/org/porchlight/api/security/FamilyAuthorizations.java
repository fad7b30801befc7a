package org.porchlight.api.security;

import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.porchlight.identity.TokenFamilies;
import org.porchlight.identity.TokenFamily;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Spring's picture of an authorization, made from and kept as families of tokens.
///
/// Spring keeps whole authorizations with their tokens in clear; here only hashes are kept, one row
/// per token, so that the use of a spent one is noticed. What Spring asks for is put together from
/// the family when it is needed.
@Component
class FamilyAuthorizations implements OAuth2AuthorizationService {

  /// Attribute: the family that the authorization was put together from.
  static final String FAMILY = "porchlight.family";

  private static final String SHOWN_CODE = "porchlight.code";
  private static final String SHOWN_TOKEN = "porchlight.refresh";

  private final TokenFamilies families;
  private final Clients clients;
  private final JsonMapper json;

  FamilyAuthorizations(TokenFamilies families, Clients clients, JsonMapper json) {
    this.families = families;
    this.clients = clients;
    this.json = json;
  }

  /// What of an authorization request is needed again when the code comes back.
  private record Asked(
      String authorizationUri,
      String clientId,
      @Nullable String redirectUri,
      @Nullable String state,
      Map<String, Object> additional) {}

  @Override
  public void save(OAuth2Authorization authorization) {
    if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(
        authorization.getAuthorizationGrantType())) {
      // Machines get nothing but a signed token of five minutes: there is nothing to keep.
      return;
    }
    String shownCode = authorization.getAttribute(SHOWN_CODE);
    String shownToken = authorization.getAttribute(SHOWN_TOKEN);
    var refreshToken = authorization.getRefreshToken();
    if (shownCode == null && shownToken == null) {
      begin(authorization);
    } else if (refreshToken == null || refreshToken.isInvalidated()) {
      families.revoke(authorization.getId());
    } else if (shownToken == null || !shownToken.equals(refreshToken.getToken().getTokenValue())) {
      exchange(shownCode, shownToken, refreshToken.getToken());
    }
  }

  private void begin(OAuth2Authorization authorization) {
    var code = authorization.getToken(OAuth2AuthorizationCode.class);
    OAuth2AuthorizationRequest request =
        authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
    Authentication person = authorization.getAttribute(Principal.class.getName());
    if (code == null
        || request == null
        || person == null
        || !(person.getPrincipal() instanceof Actor actor)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.ACCESS_DENIED);
    }
    var asked =
        new Asked(
            request.getAuthorizationUri(),
            request.getClientId(),
            request.getRedirectUri(),
            request.getState(),
            request.getAdditionalParameters());
    var expires = code.getToken().getExpiresAt();
    families.begin(
        authorization.getId(),
        actor,
        authorization.getRegisteredClientId(),
        authorization.getAuthorizedScopes(),
        code.getToken().getTokenValue(),
        json.writeValueAsString(asked),
        expires == null ? Instant.EPOCH : expires);
  }

  private void exchange(@Nullable String code, @Nullable String token, OAuth2RefreshToken next) {
    var issued = next.getIssuedAt();
    var expires = next.getExpiresAt();
    if (issued == null || expires == null) {
      throw new IllegalStateException("our refresh tokens have an end");
    }
    var done =
        token != null
            ? families.rotate(token, next.getTokenValue(), issued, expires)
            : code != null && families.exchangeCode(code, next.getTokenValue(), issued, expires);
    if (!done) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    families.revoke(authorization.getId());
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return null;
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
    if (type == null || OAuth2TokenType.REFRESH_TOKEN.equals(type)) {
      var found = byRefreshToken(token);
      if (found != null || type != null) {
        return found;
      }
    }
    return type != null && OAuth2ParameterNames.CODE.equals(type.getValue()) ? byCode(token) : null;
  }

  private @Nullable OAuth2Authorization byCode(String code) {
    var issued = families.ofCode(code).orElse(null);
    if (issued == null) {
      return null;
    }
    var builder = authorization(issued.family());
    if (builder == null) {
      return null;
    }
    var asked = json.readValue(issued.request(), Asked.class);
    return builder
        .attribute(SHOWN_CODE, code)
        .attribute(
            OAuth2AuthorizationRequest.class.getName(),
            OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(asked.authorizationUri())
                .clientId(asked.clientId())
                .redirectUri(asked.redirectUri())
                .scopes(issued.family().scopes())
                .state(asked.state())
                .additionalParameters(asked.additional())
                .build())
        .token(new OAuth2AuthorizationCode(code, issued.issuedAt(), issued.expiresAt()))
        .build();
  }

  private @Nullable OAuth2Authorization byRefreshToken(String token) {
    var issued = families.ofRefreshToken(token).orElse(null);
    if (issued == null) {
      return null;
    }
    var builder = authorization(issued.family());
    if (builder == null) {
      return null;
    }
    // Access tokens are not kept. Where Spring looks for the key that one was bound to it finds an
    // empty one, and refuses a proof of possession that was not there from the beginning.
    var access =
        new OAuth2AccessToken(
            OAuth2AccessToken.TokenType.BEARER, "-", issued.issuedAt(), issued.expiresAt());
    return builder
        .attribute(SHOWN_TOKEN, token)
        .token(
            access,
            metadata ->
                metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, Map.of("sub", "-")))
        .refreshToken(new OAuth2RefreshToken(token, issued.issuedAt(), issued.expiresAt()))
        .build();
  }

  private OAuth2Authorization.@Nullable Builder authorization(TokenFamily family) {
    var client = clients.findByClientId(family.clientId());
    var actor = families.actor(family, "").orElse(null);
    if (client == null || actor == null) {
      return null;
    }
    return OAuth2Authorization.withRegisteredClient(client)
        .id(family.id())
        .principalName(actor.getName())
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizedScopes(family.scopes())
        .attribute(FAMILY, family)
        .attribute(Principal.class.getName(), new ActorAuthentication(actor, family.scopes()));
  }
}
