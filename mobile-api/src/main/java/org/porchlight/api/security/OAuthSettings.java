package org.porchlight.api.security;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The authorization server.
///
/// @param issuer address of this installation as the outside reaches it, without a slash at the end
/// @param accessToken how long an access token works
/// @param code how long an authorization code works
/// @param redirects further addresses that the phone client may be sent back to; one on a loopback
///   address matches with any port
@ConfigurationProperties("porchlight.oauth")
record OAuthSettings(
    @DefaultValue("http://localhost:8080") String issuer,
    @DefaultValue("5m") Duration accessToken,
    @DefaultValue("1m") Duration code,
    @DefaultValue("http://127.0.0.1/phone/") List<String> redirects) {}
