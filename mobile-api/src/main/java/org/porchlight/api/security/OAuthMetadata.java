package org.porchlight.api.security;

import java.util.List;
import java.util.Map;

/// Makes the published description of the authorization server say what it really does.
final class OAuthMetadata {

  private OAuthMetadata() {}

  static void tellTheTruth(Map<String, Object> claims) {
    claims.put("scopes_supported", List.of(Clients.PHONE_SCOPE, "cad", "reads", "metrics"));
    claims.put(
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    claims.put(
        "token_endpoint_auth_methods_supported",
        List.of("none", "client_secret_basic", "client_secret_post"));
    claims.put("code_challenge_methods_supported", List.of("S256"));
    claims.put("id_token_signing_alg_values_supported", List.of("ES256"));
    claims.remove("dpop_signing_alg_values_supported");
    claims.remove("tls_client_certificate_bound_access_tokens");
  }
}
