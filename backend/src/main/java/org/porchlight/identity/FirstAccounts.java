package org.porchlight.identity;

import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.Outcome;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Accounts that are there before any administrator is: those of a demonstration. Elsewhere
/// [FirstAdministrator] begins.
///
/// Who calls this gives the secrets explicitly, so nothing here knows a password; the rules for
/// passwords are not applied to them.
@Service
public class FirstAccounts {

  private final JdbcPeople people;
  private final JdbcMachines machines;
  private final Passwords passwords;
  private final LogIn logIn;
  private final Happenings happenings;
  private final Clock clock;

  FirstAccounts(
      JdbcPeople people,
      JdbcMachines machines,
      Passwords passwords,
      LogIn logIn,
      Happenings happenings,
      Clock clock) {
    this.people = people;
    this.machines = machines;
    this.passwords = passwords;
    this.logIn = logIn;
    this.happenings = happenings;
    this.clock = clock;
  }

  /// Makes an account that can log in at once. Idempotent: an account with this address is left as
  /// it is, and its id returned. The organisation must be there.
  ///
  /// @param totpSecret secret of the second factor, or null for none yet
  @Transactional
  public PersonId create(NewAccount account, String password, byte @Nullable [] totpSecret) {
    var known = people.find(account.email());
    if (known.isPresent()) {
      return known.get().id();
    }
    var id = PersonId.random();
    var now = clock.instant();
    var sealed = totpSecret == null ? null : logIn.sealSecret(totpSecret, id);
    people.insert(id, account, passwords.encode(password), sealed, now, now);
    created(id, account);
    return id;
  }

  /// Makes a machine with a secret that is known beforehand. Idempotent by client id.
  @Transactional
  public PersonId createMachine(
      String clientId,
      String name,
      OrganisationId organisation,
      Set<String> scopes,
      String secret) {
    var known = machines.find(clientId);
    if (known.isPresent()) {
      return known.get().id();
    }
    var id = PersonId.random();
    machines.insert(
        new Machine(id, clientId, name, organisation, scopes, passwords.encode(secret), false),
        clock.instant());
    happenings.append(
        AuditEvent.of("account.machine.create", Outcome.DONE)
            .personal("person", id.toString())
            .plain("scopes", JdbcPeople.joined(scopes))
            .plain("reason", "first"));
    return id;
  }

  private void created(PersonId id, NewAccount account) {
    happenings.append(
        AuditEvent.of("account.create", Outcome.DONE)
            .personal("person", id.toString())
            .plain("roles", JdbcPeople.joined(account.roles()))
            .plain("reason", "first"));
  }
}
