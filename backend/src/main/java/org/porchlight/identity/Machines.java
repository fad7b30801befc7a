package org.porchlight.identity;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.porchlight.audit.Outcome;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Systems that send data with credentials of their own.
@Service
public class Machines {

  private final JdbcMachines machines;
  private final Passwords passwords;
  private final Present present;
  private final Happenings happenings;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Machines(
      JdbcMachines machines,
      Passwords passwords,
      Present present,
      Happenings happenings,
      ApplicationEventPublisher events,
      Clock clock) {
    this.machines = machines;
    this.passwords = passwords;
    this.present = present;
    this.happenings = happenings;
    this.events = events;
    this.clock = clock;
  }

  public Optional<Machine> find(String clientId) {
    return machines.find(clientId);
  }

  public Optional<Machine> find(PersonId id) {
    return machines.find(id);
  }

  /// All machines by name, at most 1000.
  public List<Machine> all() {
    return machines.all();
  }

  /// Whether the secret is the machine's.
  public boolean matches(String secret, String secretHash) {
    return passwords.matches(secret, secretHash);
  }

  /// Makes a machine; the secret is in the answer and nowhere else.
  ///
  /// @throws AdministratorsOnly where the actor is none
  @Transactional(noRollbackFor = AdministratorsOnly.class)
  public MachineCredentials create(
      Actor administrator, String name, OrganisationId organisation, Set<String> scopes) {
    check(administrator, "account.machine.create");
    var id = PersonId.random();
    var secret = Tokens.fresh();
    var clientId = "machine-" + id;
    machines.insert(
        new Machine(id, clientId, name, organisation, scopes, passwords.encode(secret), false),
        clock.instant());
    happenings.append(
        Happenings.by(administrator, "account.machine.create", Outcome.DONE, id)
            .plain("scopes", JdbcPeople.joined(scopes)));
    return new MachineCredentials(id, clientId, secret);
  }

  /// Ends what the machine may do, at once.
  ///
  /// @throws AdministratorsOnly where the actor is none
  @Transactional(noRollbackFor = AdministratorsOnly.class)
  public void disable(Actor administrator, PersonId machine) {
    check(administrator, "account.machine.disable");
    var now = clock.instant();
    if (machines.disable(machine, now)) {
      happenings.append(
          Happenings.by(administrator, "account.machine.disable", Outcome.DONE, machine));
      events.publishEvent(new PersonDisabled(machine, now));
    }
  }

  private void check(Actor administrator, String event) {
    if (present.of(administrator).filter(actor -> actor.is(Role.ADMINISTRATOR)).isEmpty()) {
      happenings.append(Happenings.by(administrator, event, Outcome.DENY, null));
      throw new AdministratorsOnly();
    }
  }
}
