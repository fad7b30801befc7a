package org.porchlight.api.security;

import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Machine;
import org.porchlight.identity.Machines;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/// Who may ask for tokens: our own phone client, which is public, and each machine with its secret.
@Component
class Clients implements RegisteredClientRepository {

  static final String PHONE = "porchlight-phone";
  static final String PHONE_SCOPE = "api";

  private final Machines machines;
  private final OAuthSettings settings;
  private final RegisteredClient phone;

  Clients(Machines machines, OAuthSettings settings) {
    this.machines = machines;
    this.settings = settings;
    this.phone = phone(settings);
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("machines are made by administrators");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    if (clientId.equals(PHONE)) {
      return phone;
    }
    return machines
        .find(clientId)
        .filter(machine -> !machine.disabled())
        .map(this::client)
        .orElse(null);
  }

  private RegisteredClient client(Machine machine) {
    return RegisteredClient.withId(machine.clientId())
        .clientId(machine.clientId())
        .clientName(machine.name())
        .clientSecret(machine.secretHash())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(machine.scopes()))
        .tokenSettings(tokenSettings())
        .build();
  }

  private RegisteredClient phone(OAuthSettings oauth) {
    return RegisteredClient.withId(PHONE)
        .clientId(PHONE)
        .clientName("Porchlight phone")
        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
        .redirectUri(oauth.issuer() + "/phone/")
        .redirectUris(uris -> uris.addAll(oauth.redirects()))
        .scope(PHONE_SCOPE)
        .clientSettings(
            ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .build())
        .tokenSettings(tokenSettings())
        .build();
  }

  private TokenSettings tokenSettings() {
    return TokenSettings.builder()
        .accessTokenTimeToLive(settings.accessToken())
        .authorizationCodeTimeToLive(settings.code())
        .reuseRefreshTokens(false)
        .build();
  }
}
