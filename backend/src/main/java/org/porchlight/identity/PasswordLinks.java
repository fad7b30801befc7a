package org.porchlight.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.porchlight.audit.Outcome;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/// Setting a password by a link in a mail: the first one of an account that an administrator made,
/// and a forgotten one. A link neither takes a lock off nor replaces the second factor.
@Service
public class PasswordLinks {

  private static final int MAILS_PER_HOUR = 5;

  private final JdbcPeople people;
  private final JdbcLinks links;
  private final JdbcAttempts attempts;
  private final OpenSessions sessions;
  private final Passwords passwords;
  private final Happenings happenings;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transaction;
  private final IdentitySettings settings;
  private final Clock clock;

  PasswordLinks(
      JdbcPeople people,
      JdbcLinks links,
      JdbcAttempts attempts,
      OpenSessions sessions,
      Passwords passwords,
      Happenings happenings,
      ApplicationEventPublisher events,
      TransactionOperations transaction,
      IdentitySettings settings,
      Clock clock) {
    this.people = people;
    this.links = links;
    this.attempts = attempts;
    this.sessions = sessions;
    this.passwords = passwords;
    this.happenings = happenings;
    this.events = events;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /// Mails a link, if there is such an account. The caller hears the same either way.
  @Transactional
  public void request(String email, String source) {
    if (!EmailAddress.isValid(email)) {
      return;
    }
    var address = EmailAddress.of(email);
    var now = clock.instant();
    var key = Tokens.hash(address.value());
    var number = attempts.insert(JdbcAttempts.Kind.MAIL, key, now);
    var mails = attempts.count(JdbcAttempts.Kind.MAIL, key, now.minus(Duration.ofHours(1)), number);
    var person = people.find(address).filter(it -> !it.disabled());
    happenings.append(
        Happenings.atTheDoor(
            "account.password.request",
            Outcome.DONE,
            person.orElse(null),
            address.value(),
            source));
    if (person.isPresent() && mails <= MAILS_PER_HOUR) {
      send(person.get(), MailKind.RESET_PASSWORD);
    }
  }

  /// Makes a link, mails it, and answers with its path below the portal's address.
  String send(Person person, MailKind kind) {
    var path = make(person);
    events.publishEvent(
        new MailRequested(person.email().value(), kind, person.language(), Map.of("path", path)));
    return path;
  }

  /// Makes a link without mailing it.
  String make(Person person) {
    var token = Tokens.fresh();
    links.insertPasswordLink(token, person.id(), clock.instant().plus(settings.linkLife()));
    return "/password/" + token;
  }

  /// Whether a link still works.
  public boolean works(String token) {
    return find(token).isPresent();
  }

  /// Sets the password of the person that the link was sent to.
  public PasswordAnswer set(String token, String password, String source) {
    var person = find(token);
    if (person.isEmpty()) {
      return new PasswordAnswer.Expired();
    }
    var alone =
        !person.get().secondFactor()
            && person.get().roles().stream().noneMatch(Role::needsSecondFactor);
    var weak =
        PasswordRules.check(
            password, alone, List.of(person.get().email().value(), person.get().displayName()));
    if (weak.isPresent()) {
      return new PasswordAnswer.Refused(weak.get());
    }
    var hash = passwords.encode(password);
    return transaction.execute(_ -> {
      if (!links.takePasswordLink(token)) {
        return new PasswordAnswer.Expired();
      }
      links.deletePasswordLinks(person.get().id());
      people.setPassword(person.get().id(), hash, clock.instant());
      sessions.endAll(person.get().id(), "password changed");
      happenings.append(
          Happenings.atTheDoor("account.password", Outcome.DONE, person.get(), "", source));
      return new PasswordAnswer.Set();
    });
  }

  private Optional<Person> find(String token) {
    return links
        .findPasswordLink(token, clock.instant())
        .flatMap(people::find)
        .filter(person -> !person.disabled());
  }
}
