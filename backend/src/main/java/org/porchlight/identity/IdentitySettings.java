package org.porchlight.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How strict the door is. The defaults are those of `docs/reference/asvs.md`.
///
/// @param name what authenticator applications call this installation
/// @param passwordIterations rounds of PBKDF2-HMAC-SHA-256 for a new password
/// @param failures failed log-ins that lock an account ...
/// @param failureWindow ... when they fall into this time
/// @param webSession a session in the browser ends this long after the log-in, whatever happens
/// @param staffFamily an officer's phone has to log in again after this time
/// @param ownerFamily an owner's phone has to log in again after this time ...
/// @param ownerFamilyIdle ... or when it was not used for this time
/// @param linkLife links in mails work for this time
/// @param challengeLife time to type the code after the password
/// @param enrolmentLife time to set up a second factor
/// @param inactive staff who did not log in for this time are disabled at the next try
@ConfigurationProperties("porchlight.identity")
record IdentitySettings(
    @DefaultValue("Porchlight") String name,
    @DefaultValue("600000") int passwordIterations,
    @DefaultValue("5") int failures,
    @DefaultValue("15m") Duration failureWindow,
    @DefaultValue("12h") Duration webSession,
    @DefaultValue("12h") Duration staffFamily,
    @DefaultValue("30d") Duration ownerFamily,
    @DefaultValue("7d") Duration ownerFamilyIdle,
    @DefaultValue("24h") Duration linkLife,
    @DefaultValue("5m") Duration challengeLife,
    @DefaultValue("15m") Duration enrolmentLife,
    @DefaultValue("90d") Duration inactive) {}
