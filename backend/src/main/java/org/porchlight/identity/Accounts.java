package org.porchlight.identity;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.Outcome;
import org.porchlight.identity.AccountAnswer.Why;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What administrators do to accounts. Everything is in the audit log, refusals too.
@Service
public class Accounts {

  private static final Set<Role> VIEWING = EnumSet.of(Role.OFFICER, Role.OPERATOR, Role.SUPERVISOR);
  private static final Set<Role> NEVER_VIEWING = EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR);

  private final JdbcPeople people;
  private final JdbcOrganisations organisations;
  private final OpenSessions sessions;
  private final Lockouts lockouts;
  private final PasswordLinks passwordLinks;
  private final Present present;
  private final Happenings happenings;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Accounts(
      JdbcPeople people,
      JdbcOrganisations organisations,
      OpenSessions sessions,
      Lockouts lockouts,
      PasswordLinks passwordLinks,
      Present present,
      Happenings happenings,
      ApplicationEventPublisher events,
      Clock clock) {
    this.people = people;
    this.organisations = organisations;
    this.sessions = sessions;
    this.lockouts = lockouts;
    this.passwordLinks = passwordLinks;
    this.present = present;
    this.happenings = happenings;
    this.events = events;
    this.clock = clock;
  }

  /// Makes an account and mails the person where to set a password.
  @Transactional
  public AccountAnswer create(Actor administrator, NewAccount account) {
    var why = whyNot(administrator, account.roles());
    if (why == null && organisations.find(account.organisation()).isEmpty()) {
      why = Why.UNKNOWN_ORGANISATION;
    }
    var id = PersonId.random();
    if (why == null && !people.insert(id, account, null, null, null, clock.instant())) {
      why = Why.EMAIL_TAKEN;
    }
    if (why != null) {
      return refused(administrator, "account.create", null, why);
    }
    people.find(id).ifPresent(person -> passwordLinks.send(person, MailKind.SET_FIRST_PASSWORD));
    happenings.append(
        Happenings.by(administrator, "account.create", Outcome.DONE, id)
            .plain("roles", JdbcPeople.joined(account.roles())));
    return new AccountAnswer.Done(id);
  }

  /// Ends the person's sessions too: other roles need a new log-in.
  @Transactional
  public AccountAnswer changeRoles(Actor administrator, PersonId person, Set<Role> roles) {
    var why = whyNot(administrator, roles);
    if (why == null && administrator.person().equals(person)) {
      why = Why.NOT_ONESELF;
    }
    if (why == null && people.find(person).isEmpty()) {
      why = Why.UNKNOWN_PERSON;
    }
    if (why != null) {
      return refused(administrator, "account.roles", person, why);
    }
    people.setRoles(person, roles);
    sessions.endAll(person, "roles changed");
    happenings.append(
        Happenings.by(administrator, "account.roles", Outcome.DONE, person)
            .plain("roles", JdbcPeople.joined(roles)));
    events.publishEvent(new RolesChanged(person, clock.instant()));
    return new AccountAnswer.Done(person);
  }

  /// The kill switch: sessions and tokens are dead when this returns.
  @Transactional
  public AccountAnswer disable(Actor administrator, PersonId person, String reason) {
    var why = whyNot(administrator);
    if (why == null && administrator.person().equals(person)) {
      why = Why.NOT_ONESELF;
    }
    if (why == null && people.find(person).isEmpty()) {
      why = Why.UNKNOWN_PERSON;
    }
    if (why != null) {
      return refused(administrator, "account.disable", person, why);
    }
    people.setDisabled(person, clock.instant());
    sessions.endAll(person, "disabled");
    happenings.append(
        Happenings.by(administrator, "account.disable", Outcome.DONE, person)
            .personal("note", reason.isBlank() ? null : reason));
    events.publishEvent(new PersonDisabled(person, clock.instant()));
    return new AccountAnswer.Done(person);
  }

  /// Switches an account on again.
  @Transactional
  public AccountAnswer enable(Actor administrator, PersonId person) {
    return change(
        administrator,
        "account.enable",
        person,
        it -> {
          people.setDisabled(it.id(), null);
          // An account that slept too long would be disabled again at its first log-in.
          people.loggedIn(it.id(), clock.instant());
        });
  }

  /// Lets a person log in again after too many failures.
  @Transactional
  public AccountAnswer releaseLock(Actor administrator, PersonId person) {
    return change(administrator, "account.unlock", person, it -> lockouts.release(it.email()));
  }

  /// Takes the second factor off; the next log-in enrols a new one.
  @Transactional
  public AccountAnswer resetSecondFactor(Actor administrator, PersonId person) {
    return change(
        administrator,
        "account.factor.reset",
        person,
        it -> {
          people.removeSecondFactor(it.id());
          sessions.endAll(it.id(), "second factor reset");
          events.publishEvent(
              new MailRequested(
                  it.email().value(),
                  MailKind.SECOND_FACTOR_RESET,
                  it.language(),
                  Map.of("path", "/login")));
        });
  }

  private AccountAnswer change(
      Actor administrator,
      String event,
      PersonId person,
      java.util.function.Consumer<Person> what) {
    var why = whyNot(administrator);
    var found = people.find(person);
    if (why == null && found.isEmpty()) {
      why = Why.UNKNOWN_PERSON;
    }
    if (why != null) {
      return refused(administrator, event, person, why);
    }
    found.ifPresent(what);
    happenings.append(Happenings.by(administrator, event, Outcome.DONE, person));
    return new AccountAnswer.Done(person);
  }

  private AccountAnswer refused(
      Actor administrator, String event, @Nullable PersonId person, Why why) {
    happenings.append(
        Happenings.by(administrator, event, Outcome.DENY, person).plain("reason", why.name()));
    return new AccountAnswer.Refused(why);
  }

  private @Nullable Why whyNot(Actor administrator) {
    return present.of(administrator).filter(actor -> actor.is(Role.ADMINISTRATOR)).isPresent()
        ? null
        : Why.ADMINISTRATORS_ONLY;
  }

  private @Nullable Why whyNot(Actor administrator, Set<Role> roles) {
    var why = whyNot(administrator);
    if (why != null) {
      return why;
    }
    if (roles.isEmpty()) {
      return Why.NO_ROLE;
    }
    var view = roles.stream().anyMatch(VIEWING::contains);
    var never = roles.stream().anyMatch(NEVER_VIEWING::contains);
    return (view && never) || roles.contains(Role.MACHINE) ? Why.ROLES_EXCLUDE_EACH_OTHER : null;
  }
}
