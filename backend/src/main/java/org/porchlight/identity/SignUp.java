package org.porchlight.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.Outcome;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/// How an owner gets an account.
@Service
public class SignUp {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MAILS_PER_ADDRESS = 5;
  private static final int REQUESTS_PER_SOURCE = 60;
  private static final int LONGEST_NAME = 120;

  private final JdbcPeople people;
  private final JdbcOrganisations organisations;
  private final JdbcLinks links;
  private final JdbcAttempts attempts;
  private final Passwords passwords;
  private final Happenings happenings;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transaction;
  private final IdentitySettings settings;
  private final Clock clock;

  SignUp(
      JdbcPeople people,
      JdbcOrganisations organisations,
      JdbcLinks links,
      JdbcAttempts attempts,
      Passwords passwords,
      Happenings happenings,
      ApplicationEventPublisher events,
      TransactionOperations transaction,
      IdentitySettings settings,
      Clock clock) {
    this.people = people;
    this.organisations = organisations;
    this.links = links;
    this.attempts = attempts;
    this.passwords = passwords;
    this.happenings = happenings;
    this.events = events;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /// Asks for an account; it can be used once the link in the mail was followed. The answer and the
  /// time it takes are the same for known and unknown addresses.
  ///
  /// @param displayName null or blank for the part of the address before the `@`
  /// @param language of the mail, `en` or `es`
  /// @param source address the request came from
  public SignUpAnswer request(
      String email,
      String password,
      @Nullable String displayName,
      OrganisationKind kind,
      String language,
      String source) {
    if (!EmailAddress.isValid(email)) {
      return new SignUpAnswer.Refused("email", SignUpAnswer.Why.EMAIL_INVALID);
    }
    var address = EmailAddress.of(email);
    var name =
        displayName == null || displayName.isBlank()
            ? address.value().substring(0, address.value().indexOf('@'))
            : displayName.strip();
    if (name.length() > LONGEST_NAME) {
      return new SignUpAnswer.Refused("displayName", SignUpAnswer.Why.NAME_TOO_LONG);
    }
    var weak = PasswordRules.check(password, true, List.of(address.value(), name));
    if (weak.isPresent()) {
      return new SignUpAnswer.Refused("password", weak.get());
    }
    var hash = passwords.encode(password);
    var wish = new JdbcLinks.SignUpRow(address, hash, name, kind, Languages.known(language));
    return transaction.execute(_ -> accept(wish, source));
  }

  private SignUpAnswer accept(JdbcLinks.SignUpRow wish, String source) {
    var now = clock.instant();
    if (isTooMany(JdbcAttempts.Kind.SIGN_UP, source, REQUESTS_PER_SOURCE, now)) {
      return new SignUpAnswer.Refused("email", SignUpAnswer.Why.TOO_MANY);
    }
    happenings.append(
        Happenings.atTheDoor("account.signup", Outcome.DONE, null, wish.email().value(), source));
    // Beyond this the mailbox is being bombed: the answer stays, the mail does not go out.
    if (isTooMany(JdbcAttempts.Kind.MAIL, wish.email().value(), MAILS_PER_ADDRESS, now)) {
      return new SignUpAnswer.Accepted();
    }
    var known = people.find(wish.email());
    if (known.isPresent()) {
      mail(wish.email(), MailKind.ALREADY_REGISTERED, known.get().language(), "/login");
    } else {
      var token = Tokens.fresh();
      links.insertSignUp(token, wish, now.plus(settings.linkLife()));
      mail(wish.email(), MailKind.CONFIRM_ADDRESS, wish.language(), "/confirm/" + token);
    }
    return new SignUpAnswer.Accepted();
  }

  /// Confirms the address that the token was sent to.
  ///
  /// @return the person, or nothing where the token is unknown, used or older than 24 hours
  @Transactional
  public Optional<Person> confirm(String token, String source) {
    var now = clock.instant();
    var wish = links.takeSignUp(token, now);
    if (wish.isEmpty()) {
      return Optional.empty();
    }
    var address = wish.get().email();
    links.deleteSignUps(address);
    var organisation =
        new Organisation(OrganisationId.random(), wish.get().displayName(), wish.get().kind());
    var id = PersonId.random();
    organisations.insert(organisation);
    var account =
        new NewAccount(
            address,
            wish.get().displayName(),
            organisation.id(),
            Set.of(Role.OWNER),
            wish.get().language());
    people.insert(id, account, wish.get().passwordHash(), null, now, now);
    var person = people.find(address);
    happenings.append(
        Happenings.atTheDoor(
            "account.confirm", Outcome.DONE, person.orElse(null), address.value(), source));
    return person;
  }

  private boolean isTooMany(JdbcAttempts.Kind kind, String key, int most, Instant now) {
    var hash = Tokens.hash(key);
    var id = attempts.insert(kind, hash, now);
    return attempts.count(kind, hash, now.minus(HOUR), id) > most;
  }

  private void mail(EmailAddress to, MailKind kind, String language, String path) {
    events.publishEvent(new MailRequested(to.value(), kind, language, Map.of("path", path)));
  }
}
