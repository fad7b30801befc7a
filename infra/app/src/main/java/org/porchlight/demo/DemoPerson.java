package org.porchlight.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Set;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.Role;

/// The people of the demo city. Their secrets are known to everyone, which is why the demo must
/// never run where real people are.
// Set.of is immutable, which the checker cannot know.
@SuppressWarnings("ImmutableEnumChecker")
enum DemoPerson {
  OWNER("owner", "Rosa Delgado", DemoOrganisation.DELGADO, "es", Role.OWNER),
  SHOP("shop", "Theo Baker", DemoOrganisation.MARKET, "en", Role.OWNER),
  HOUSING("housing", "Hana Moss", DemoOrganisation.HOUSING, "en", Role.HOUSING_MANAGER, Role.OWNER),
  OFFICER("officer", "Sam Okafor", DemoOrganisation.POLICE, "en", Role.OFFICER),
  OFFICER_2("officer2", "Lena Ortiz", DemoOrganisation.POLICE, "es", Role.OFFICER),
  OFFICER_3("officer3", "Will Grant", DemoOrganisation.POLICE, "en", Role.OFFICER),
  OPERATOR("operator", "Maya Chen", DemoOrganisation.POLICE, "en", Role.OPERATOR),
  ANALYST("analyst", "Noel Park", DemoOrganisation.POLICE, "en", Role.ANALYST),
  SUPERVISOR("supervisor", "Ines Duarte", DemoOrganisation.POLICE, "en", Role.SUPERVISOR),
  AUDITOR("auditor", "Paul Reyes", DemoOrganisation.OVERSIGHT, "en", Role.AUDITOR),
  ADMINISTRATOR("admin", "Kim Larsen", DemoOrganisation.POLICE, "en", Role.ADMINISTRATOR),
  ADMINISTRATOR_2("admin2", "Joy Adeyemi", DemoOrganisation.POLICE, "en", Role.ADMINISTRATOR);

  static final String PASSWORD = "lantern-harbor-2026";

  private final String account;
  private final String displayName;
  private final OrganisationId organisation;
  private final String language;
  private final Set<Role> roles;

  DemoPerson(
      String account,
      String displayName,
      OrganisationId organisation,
      String language,
      Role... roles) {
    this.account = account;
    this.displayName = displayName;
    this.organisation = organisation;
    this.language = language;
    this.roles = Set.of(roles);
  }

  EmailAddress email() {
    return EmailAddress.of(account + "@demo.example");
  }

  String displayName() {
    return displayName;
  }

  OrganisationId organisation() {
    return organisation;
  }

  String language() {
    return language;
  }

  Set<Role> roles() {
    return roles;
  }

  boolean needsSecondFactor() {
    return roles.stream().anyMatch(Role::needsSecondFactor);
  }

  /// Twenty bytes, as RFC 4226 recommends; the same at every start, so that an authenticator app
  /// set up once goes on working.
  byte[] totpSecret() {
    return "%-20s".formatted("demo-" + account).replace(' ', '.').getBytes(US_ASCII);
  }
}
