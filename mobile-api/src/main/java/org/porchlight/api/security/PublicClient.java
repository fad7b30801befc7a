package org.porchlight.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/// Lets a client without a secret refresh and revoke: it is known by its id, and what it shows is
/// the refresh token. Spring only knows such clients while they exchange a code.
final class PublicClient implements AuthenticationConverter, AuthenticationProvider {

  private final Clients clients;

  PublicClient(Clients clients) {
    this.clients = clients;
  }

  /// A request of a public client with a refresh token. A class of its own, so that no other
  /// provider takes it for a request with PKCE.
  private static final class Shown extends OAuth2ClientAuthenticationToken {

    private static final long serialVersionUID = 1L;

    Shown(String clientId) {
      super(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
    }
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    var clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
    var refreshes =
        AuthorizationGrantType.REFRESH_TOKEN
            .getValue()
            .equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
    var revokes = request.getRequestURI().endsWith("/oauth2/revoke");
    var hasSecret =
        request.getHeader("Authorization") != null
            || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null;
    return clientId == null || hasSecret || !(refreshes || revokes) ? null : new Shown(clientId);
  }

  @Override
  public @Nullable Authentication authenticate(Authentication authentication) {
    if (!(authentication instanceof Shown shown)) {
      return null;
    }
    var client = clients.findByClientId(shown.getPrincipal().toString());
    if (client == null
        || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return Shown.class.isAssignableFrom(authentication);
  }
}
