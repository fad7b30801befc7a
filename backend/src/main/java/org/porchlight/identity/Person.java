package org.porchlight.identity;

import java.util.Set;

/// One account of one person.
///
/// @param emailConfirmed whether the link in the first mail was followed, or an administrator
///   vouched
/// @param secondFactor whether a second factor is enrolled
/// @param disabled whether the account was switched off
/// @param locked whether too many log-ins failed and no administrator has released it yet
/// @param language `en` or `es`
public record Person(
    PersonId id,
    EmailAddress email,
    String displayName,
    OrganisationId organisation,
    Set<Role> roles,
    boolean emailConfirmed,
    boolean secondFactor,
    boolean disabled,
    boolean locked,
    String language) {

  public Person {
    roles = Set.copyOf(roles);
  }
}
