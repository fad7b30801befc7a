package org.porchlight.portal.login;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The department's own OpenID provider, for staff.
///
/// @param issuer address of the provider, under which its `/.well-known/openid-configuration` is;
///   absent where there is none
/// @param clientId what the provider calls this installation
/// @param clientSecret what this installation shows the provider
/// @param name how the button on the log-in page calls the provider
/// @param strongAcr values of `acr` that stand for two factors at this provider; `amr` with `mfa`
///   always does
@ConfigurationProperties("porchlight.openid")
record OpenIdSettings(
    @Nullable String issuer,
    @DefaultValue("porchlight") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("OpenID") String name,
    @DefaultValue List<String> strongAcr) {

  OpenIdSettings {
    strongAcr = List.copyOf(strongAcr);
    issuer = issuer == null || issuer.isBlank() ? null : issuer;
  }

  boolean configured() {
    return issuer != null;
  }

  @Override
  public String toString() {
    return "OpenIdSettings[issuer=" + issuer + ", clientId=" + clientId + ", secret=[redacted]]";
  }
}
