package org.porchlight.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.Outcome;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
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
  private final PasswordLinks passwordLinks;
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
      PasswordLinks passwordLinks,
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
    this.passwordLinks = passwordLinks;
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
    var wish = new JdbcLinks.SignUpRow(address, hash, name, kind, Languages.known(language), null);
    return transaction.execute(_ -> accept(wish, settings.linkLife(), source));
  }

  /// Asks for an account of a resident together with a first camera. The password is set after the
  /// link was followed. Whoever has an account already is sent to the form, to add the camera
  /// there. The answer and the time it takes are the same either way.
  ///
  /// @param draft of the camera; the caller keeps it in the same transaction
  /// @param life how long the link works
  @Transactional(propagation = Propagation.MANDATORY)
  public SignUpAnswer requestWithCamera(
      String email, UUID draft, String language, Duration life, String source) {
    if (!EmailAddress.isValid(email)) {
      return new SignUpAnswer.Refused("email", SignUpAnswer.Why.EMAIL_INVALID);
    }
    var address = EmailAddress.of(email);
    var wish =
        new JdbcLinks.SignUpRow(
            address,
            null,
            address.value().substring(0, address.value().indexOf('@')),
            OrganisationKind.RESIDENT,
            Languages.known(language),
            draft);
    return accept(wish, life, source);
  }

  private SignUpAnswer accept(JdbcLinks.SignUpRow wish, Duration life, String source) {
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
    var token = Tokens.fresh();
    if (known.isEmpty()) {
      links.insertSignUp(token, wish, now.plus(life));
      mail(
          wish.email(),
          wish.draft() == null ? MailKind.CONFIRM_ADDRESS : MailKind.CONFIRM_CAMERA,
          wish.language(),
          "/confirm/" + token);
    } else if (wish.draft() == null) {
      mail(wish.email(), MailKind.ALREADY_REGISTERED, known.get().language(), "/login");
    } else {
      links.insertSignUp(token, wish, now.plus(life));
      mail(
          wish.email(),
          MailKind.ALREADY_REGISTERED_CAMERA,
          known.get().language(),
          "/cameras/new?draft=" + token);
    }
    return new SignUpAnswer.Accepted();
  }

  /// The draft of the camera that waits for this link to be followed. Changes nothing.
  @Transactional(readOnly = true)
  public Optional<UUID> draftOf(String token) {
    return links.findSignUp(token, clock.instant()).map(JdbcLinks.SignUpRow::draft);
  }

  /// The same for somebody who has an account already, and only if the link went to that account's
  /// own address.
  @Transactional(readOnly = true)
  public Optional<UUID> draftFor(PersonId person, String token) {
    var address = people.find(person).map(Person::email);
    return links
        .findSignUp(token, clock.instant())
        .filter(wish -> Optional.of(wish.email()).equals(address))
        .map(JdbcLinks.SignUpRow::draft);
  }

  /// Confirms the address that the token was sent to.
  ///
  /// @return the person, or nothing where the token is unknown, used or too old, or the address got
  ///   an account meanwhile
  @Transactional
  public Optional<Person> confirm(String token, String source) {
    return welcome(token, source).map(Newcomer::person);
  }

  /// Somebody who has an account since this moment.
  ///
  /// @param passwordPath where the password is set, below the portal's address; absent where it was
  ///   chosen before
  public record Newcomer(Person person, @Nullable String passwordPath) {

    @Override
    public String toString() {
      return "Newcomer[" + person.id() + "]";
    }
  }

  /// Confirms like [#confirm], and lets whoever has no password yet set one.
  @Transactional
  public Optional<Newcomer> welcome(String token, String source) {
    var now = clock.instant();
    var wish = links.takeSignUp(token, now);
    if (wish.isEmpty()) {
      return Optional.empty();
    }
    var address = wish.get().email();
    links.deleteSignUps(address);
    if (people.find(address).isPresent()) {
      return Optional.empty();
    }
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
    return person.map(found ->
        new Newcomer(found, wish.get().passwordHash() == null ? passwordLinks.make(found) : null));
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
