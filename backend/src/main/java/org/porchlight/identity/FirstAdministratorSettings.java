package org.porchlight.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The account that is made where there is no administrator yet.
///
/// @param email what the first administrator logs in with
/// @param name how the first administrator is called until somebody changes it
/// @param organisation name of the department that the first administrator works for
@ConfigurationProperties("porchlight.identity.first-administrator")
record FirstAdministratorSettings(
    @DefaultValue("administrator@porchlight.localhost") EmailAddress email,
    @DefaultValue("First administrator") String name,
    @DefaultValue("Department") String organisation) {}
