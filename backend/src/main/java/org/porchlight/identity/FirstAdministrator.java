package org.porchlight.identity;

import java.time.Clock;
import java.util.Set;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Makes the first administrator of an installation, who then makes all others.
///
/// The account has no password and no second factor: the link lets somebody set the one, and the
/// first log-in asks for the other.
@Service
public class FirstAdministrator {

  private final JdbcPeople people;
  private final JdbcLinks links;
  private final JdbcOrganisations organisations;
  private final PasswordLinks passwordLinks;
  private final Happenings happenings;
  private final IdentitySettings settings;
  private final FirstAdministratorSettings first;
  private final Clock clock;

  FirstAdministrator(
      JdbcPeople people,
      JdbcLinks links,
      JdbcOrganisations organisations,
      PasswordLinks passwordLinks,
      Happenings happenings,
      IdentitySettings settings,
      FirstAdministratorSettings first,
      Clock clock) {
    this.people = people;
    this.links = links;
    this.organisations = organisations;
    this.passwordLinks = passwordLinks;
    this.happenings = happenings;
    this.settings = settings;
    this.first = first;
    this.clock = clock;
  }

  /// Invites the first administrator, once. Only where the invitation ran out before anybody
  /// followed it does the next call make another: else nobody could ever come in.
  @Transactional
  public Opening open() {
    // Of two nodes that start at once, one invites.
    people.lockAdministrators();
    var administrators = people.administrators();
    if (administrators.isEmpty()) {
      return create();
    }
    var only = administrators.getFirst();
    var waiting =
        administrators.size() == 1
            && only.passwordHash() == null
            && only.lastLogIn() == null
            && !only.person().disabled()
            && !links.hasPasswordLink(only.person().id(), clock.instant());
    return waiting ? invite(only.person(), "first again") : new Opening.Attended();
  }

  private Opening create() {
    if (people.find(first.email()).isPresent()) {
      return new Opening.AddressTaken(first.email());
    }
    var department =
        new Organisation(OrganisationId.random(), first.organisation(), OrganisationKind.AGENCY);
    organisations.insert(department);
    var id = PersonId.random();
    people.insert(
        id,
        new NewAccount(
            first.email(), first.name(), department.id(), Set.of(Role.ADMINISTRATOR), "en"),
        null,
        null,
        null,
        clock.instant());
    happenings.append(
        AuditEvent.of("account.create", Outcome.DONE)
            .personal("person", id.toString())
            .plain("roles", Role.ADMINISTRATOR.name())
            .plain("reason", "first"));
    return invite(people.find(id).orElseThrow(), "first");
  }

  private Opening invite(Person person, String reason) {
    happenings.append(
        AuditEvent.of("account.invite", Outcome.DONE)
            .personal("person", person.id().toString())
            .plain("reason", reason));
    return new Opening.Invited(person.email(), passwordLinks.make(person), settings.linkLife());
  }
}
