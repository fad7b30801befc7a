package org.porchlight.identity;

import java.util.Set;

/// An account as an administrator asks for it.
///
/// @param language `en` or `es`
public record NewAccount(
    EmailAddress email,
    String displayName,
    OrganisationId organisation,
    Set<Role> roles,
    String language) {

  public NewAccount {
    roles = Set.copyOf(roles);
    displayName = displayName.strip();
    if (displayName.isEmpty() || displayName.length() > 120) {
      throw new IllegalArgumentException("a display name has 1 to 120 characters");
    }
    language = Languages.known(language);
  }
}
