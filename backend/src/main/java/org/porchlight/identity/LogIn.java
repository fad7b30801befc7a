package org.porchlight.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.Outcome;
import org.porchlight.kernel.SealedBox;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/// How a person gets into a session.
@Service
public class LogIn {

  /// Longer input is nobody's password; it is cut so that it costs no more than others.
  private static final int LONGEST_INPUT = 1024;

  /// The provider's clock may be ahead of ours by this much.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private final JdbcPeople people;
  private final JdbcLinks links;
  private final JdbcSessions sessions;
  private final JdbcExternalLogIns externals;
  private final Lockouts lockouts;
  private final Passwords passwords;
  private final SealedBox sealedBox;
  private final Happenings happenings;
  private final ApplicationEventPublisher events;
  private final TransactionOperations transaction;
  private final IdentitySettings settings;
  private final Clock clock;

  LogIn(
      JdbcPeople people,
      JdbcLinks links,
      JdbcSessions sessions,
      JdbcExternalLogIns externals,
      Lockouts lockouts,
      Passwords passwords,
      SealedBox sealedBox,
      Happenings happenings,
      ApplicationEventPublisher events,
      TransactionOperations transaction,
      IdentitySettings settings,
      Clock clock) {
    this.people = people;
    this.links = links;
    this.sessions = sessions;
    this.externals = externals;
    this.lockouts = lockouts;
    this.passwords = passwords;
    this.sealedBox = sealedBox;
    this.happenings = happenings;
    this.events = events;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /// First step. Takes the same time whether the account exists or not.
  public LogInAnswer withPassword(String email, String password, String source) {
    var typed = cut(email.strip().toLowerCase(Locale.ROOT));
    var attempt = lockouts.begin(typed);
    var found =
        EmailAddress.isValid(typed)
            ? people.credentials(EmailAddress.of(typed))
            : Optional.<JdbcPeople.Credentials>empty();
    // Outside of a transaction: the slow hash would keep a connection busy.
    var right =
        passwords.matches(
            cut(password), found.map(JdbcPeople.Credentials::passwordHash).orElse(null));
    return transaction.execute(_ -> {
      var person = found.map(JdbcPeople.Credentials::person).orElse(null);
      if (attempt.locked()) {
        return stillLocked(person, typed, source);
      }
      if (found.isEmpty() || person == null || !right || person.disabled()) {
        return failed(attempt, person, typed, "password", source);
      }
      if (isForgotten(found.get())) {
        disableForgotten(person);
        return failed(attempt, person, typed, "inactive", source);
      }
      renewHash(found.get(), password);
      return nextStep(person, attempt, source);
    });
  }

  /// First step for staff whom an external OpenID provider vouches for. It opens accounts that are
  /// there and enabled, makes none, and gives no role. Where the provider saw no second factor
  /// within the life of a session, ours is asked for.
  ///
  /// Owners have accounts of their own: no department speaks for residents.
  public LogInAnswer vouchedFor(Vouched vouched, String source) {
    return transaction.execute(_ -> {
      var now = clock.instant();
      var known = externals.find(vouched.issuer(), vouched.subject());
      var email = vouched.email();
      var found =
          known.isPresent()
              ? known.flatMap(people::credentials)
              : Optional.ofNullable(email)
                  .filter(EmailAddress::isValid)
                  .flatMap(address -> people.credentials(EmailAddress.of(address)));
      var person = found.map(JdbcPeople.Credentials::person).orElse(null);
      var typed = person == null ? (email == null ? "" : email) : person.email().value();
      if (person == null) {
        return refused(null, typed, "openid.unknown", source);
      }
      if (person.disabled()) {
        return refused(person, typed, "openid.disabled", source);
      }
      if (person.roles().stream().noneMatch(Role::needsSecondFactor)) {
        return refused(person, typed, "openid.not-staff", source);
      }
      if (person.locked()) {
        return stillLocked(person, typed, source);
      }
      if (isForgotten(found.orElseThrow())) {
        disableForgotten(person);
        return refused(person, typed, "inactive", source);
      }
      if (known.isEmpty()) {
        if (!externals.link(vouched.issuer(), vouched.subject(), person.id(), now)) {
          return refused(person, typed, "openid.other-subject", source);
        }
        happenings.append(
            Happenings.atTheDoor("login.openid.link", Outcome.DONE, person, typed, source));
      }
      var shown = vouched.secondFactorAt();
      if (shown == null
          || shown.isAfter(now.plus(CLOCKS_DIFFER))
          || !shown.plus(settings.webSession()).isAfter(now)) {
        return secondStep(person, now);
      }
      return signIn(person, shown.isAfter(now) ? now : shown, source);
    });
  }

  /// Second step, for accounts with a second factor.
  public LogInAnswer withCode(String challenge, String code, String source) {
    var now = clock.instant();
    var pending = links.findChallenge(challenge, now).filter(it -> it.sealedSecret() == null);
    var found = pending.flatMap(it -> people.credentials(it.person()));
    if (found.isEmpty()) {
      return new LogInAnswer.Expired();
    }
    var person = found.get().person();
    var attempt = lockouts.begin(person.email().value());
    return transaction.execute(_ -> {
      if (attempt.locked()) {
        return stillLocked(person, person.email().value(), source);
      }
      var secret = found.get().totpSecret();
      if (person.disabled() || secret == null || !accept(found.get(), secret, code, now)) {
        return failed(attempt, person, person.email().value(), "code", source);
      }
      if (!links.takeChallenge(challenge)) {
        return new LogInAnswer.Expired();
      }
      return signIn(person, now, attempt, source);
    });
  }

  /// What to put into the authenticator application; the same for the same challenge.
  public Optional<Enrolment> enrolment(String challenge) {
    return links
        .findChallenge(challenge, clock.instant())
        .flatMap(pending ->
            Optional.ofNullable(pending.sealedSecret())
                .flatMap(sealed ->
                    people
                        .find(pending.person())
                        .map(
                            person -> enrolment(person, openSecret(sealed.bytes(), person.id())))));
  }

  /// Second step, for accounts that enrol now: the first code proves that the application is set
  /// up.
  public LogInAnswer withFirstCode(String challenge, String code, String source) {
    var now = clock.instant();
    var pending = links.findChallenge(challenge, now).filter(it -> it.sealedSecret() != null);
    var found = pending.flatMap(it -> people.find(it.person()));
    if (pending.isEmpty() || found.isEmpty()) {
      return new LogInAnswer.Expired();
    }
    var sealed = pending.get().sealedSecret();
    var person = found.get();
    var attempt = lockouts.begin(person.email().value());
    return transaction.execute(_ -> {
      if (attempt.locked()) {
        return stillLocked(person, person.email().value(), source);
      }
      var step =
          sealed == null
              ? java.util.OptionalLong.empty()
              : Totp.matchingStep(openSecret(sealed.bytes(), person.id()), code, now, 0);
      if (person.disabled() || sealed == null || step.isEmpty()) {
        return failed(attempt, person, person.email().value(), "code", source);
      }
      if (!links.takeChallenge(challenge)
          || !people.enrol(person.id(), sealed.bytes(), step.getAsLong())) {
        return new LogInAnswer.Expired();
      }
      happenings.append(
          Happenings.atTheDoor(
              "login.factor.enrol", Outcome.DONE, person, person.email().value(), source));
      return signIn(person, now, attempt, source);
    });
  }

  /// Shows the second factor again within a session, before something grave.
  ///
  /// @return the actor with the new time, or nothing where the code was wrong
  public Optional<Actor> again(Actor actor, String code) {
    var now = clock.instant();
    var found = people.credentials(actor.person());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var person = found.get().person();
    var attempt = lockouts.begin(person.email().value());
    return transaction.execute(_ -> {
      var secret = found.get().totpSecret();
      if (attempt.locked()
          || person.disabled()
          || secret == null
          || !accept(found.get(), secret, code, now)) {
        failed(attempt, person, person.email().value(), "code", actor.source());
        return Optional.<Actor>empty();
      }
      lockouts.takeBack(attempt);
      sessions.secondFactorShown(actor.session(), now);
      happenings.append(Happenings.by(actor, "login.factor.again", Outcome.DONE, null));
      return Optional.of(
          new Actor(
              actor.person(),
              actor.organisation(),
              actor.roles(),
              actor.session(),
              now,
              actor.source()));
    });
  }

  /// Log-out: the session and everything bound to it ends.
  @Transactional
  public void end(Actor actor) {
    var now = clock.instant();
    if (sessions.end(actor.session(), "log-out", now)) {
      happenings.append(
          Happenings.by(actor, "session.end", Outcome.DONE, null).plain("reason", "log-out"));
      events.publishEvent(new SessionEnded(actor.session(), actor.person(), now));
    }
  }

  private LogInAnswer nextStep(Person person, Lockouts.Attempt attempt, String source) {
    if (!person.secondFactor() && person.roles().stream().noneMatch(Role::needsSecondFactor)) {
      return signIn(person, null, attempt, source);
    }
    lockouts.takeBack(attempt);
    return secondStep(person, clock.instant());
  }

  /// Asks for the second factor, or to set one up.
  private LogInAnswer secondStep(Person person, Instant now) {
    var challenge = Tokens.fresh();
    if (person.secondFactor()) {
      links.insertChallenge(
          challenge,
          new JdbcLinks.Challenge(person.id(), null),
          now.plus(settings.challengeLife()));
      return new LogInAnswer.NeedsSecondFactor(challenge);
    }
    links.insertChallenge(
        challenge,
        new JdbcLinks.Challenge(
            person.id(), Blob.of(sealSecret(Tokens.bytes(Totp.SECRET_BYTES), person.id()))),
        now.plus(settings.enrolmentLife()));
    return new LogInAnswer.MustEnrolSecondFactor(challenge);
  }

  private LogInAnswer refused(@Nullable Person person, String typed, String reason, String source) {
    happenings.append(
        Happenings.atTheDoor("login.fail", Outcome.FAILED, person, typed, source)
            .plain("reason", reason));
    return new LogInAnswer.Refused();
  }

  private LogInAnswer signIn(
      Person person, @Nullable Instant secondFactorAt, Lockouts.Attempt attempt, String source) {
    lockouts.succeeded(attempt);
    return signIn(person, secondFactorAt, source);
  }

  private LogInAnswer signIn(Person person, @Nullable Instant secondFactorAt, String source) {
    var now = clock.instant();
    people.loggedIn(person.id(), now);
    var session =
        new JdbcSessions.Session(
            UUID.randomUUID().toString(),
            person.id(),
            null,
            Set.of(),
            source,
            now,
            secondFactorAt,
            now.plus(settings.webSession()),
            null,
            false);
    sessions.insert(session);
    happenings.append(
        Happenings.atTheDoor("login.ok", Outcome.DONE, person, person.email().value(), source));
    tidy(now);
    return new LogInAnswer.SignedIn(
        new Actor(
            person.id(),
            person.organisation(),
            person.roles(),
            session.id(),
            secondFactorAt,
            source));
  }

  private LogInAnswer failed(
      Lockouts.Attempt attempt,
      @Nullable Person person,
      String typed,
      String reason,
      String source) {
    var entry = Happenings.atTheDoor("login.fail", Outcome.FAILED, person, typed, source);
    happenings.append(entry.plain("reason", reason));
    if (!lockouts.failed(attempt, entry)) {
      return new LogInAnswer.Refused();
    }
    if (person != null) {
      events.publishEvent(
          new MailRequested(
              person.email().value(), MailKind.ACCOUNT_LOCKED, person.language(), Map.of()));
    }
    return new LogInAnswer.Locked();
  }

  private LogInAnswer stillLocked(@Nullable Person person, String typed, String source) {
    happenings.append(
        Happenings.atTheDoor("login.fail", Outcome.FAILED, person, typed, source)
            .plain("reason", "locked"));
    return new LogInAnswer.Locked();
  }

  private boolean accept(
      JdbcPeople.Credentials credentials, Blob sealed, String code, Instant now) {
    var id = credentials.person().id();
    var step =
        Totp.matchingStep(openSecret(sealed.bytes(), id), code, now, credentials.totpLastStep());
    // The statement decides: of two requests with the same code only one passes.
    return step.isPresent() && people.useStep(id, step.getAsLong());
  }

  private boolean isForgotten(JdbcPeople.Credentials credentials) {
    var last = credentials.lastLogIn();
    var since = last == null ? credentials.createdAt() : last;
    return credentials.person().roles().stream().anyMatch(Role::needsSecondFactor)
        && since.plus(settings.inactive()).isBefore(clock.instant());
  }

  private void disableForgotten(Person person) {
    var now = clock.instant();
    people.setDisabled(person.id(), now);
    happenings.append(
        AuditEvent.of("account.disable", Outcome.DONE)
            .personal("person", person.id().toString())
            .plain("reason", "inactive"));
    events.publishEvent(new PersonDisabled(person.id(), now));
  }

  private void renewHash(JdbcPeople.Credentials credentials, String password) {
    var hash = credentials.passwordHash();
    if (hash != null && passwords.isOutdated(hash)) {
      people.setPassword(credentials.person().id(), passwords.encode(password), clock.instant());
    }
  }

  /// Every log-in sweeps away what has run out, so no job is needed for it.
  private void tidy(Instant now) {
    links.deleteExpired(now);
    lockouts.forgetOld();
    sessions.deleteEndedBefore(now.minus(settings.ownerFamily()));
  }

  private Enrolment enrolment(Person person, byte[] secret) {
    var label = encode(settings.name()) + ":" + encode(person.email().value());
    var text = Totp.base32(secret);
    return new Enrolment(
        text,
        "otpauth://totp/%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
            .formatted(label, text, encode(settings.name())));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  byte[] sealSecret(byte[] secret, PersonId person) {
    return sealedBox.seal(secret, "identity.person.totp", person.toString());
  }

  private byte[] openSecret(byte[] sealed, PersonId person) {
    return sealedBox.open(sealed, "identity.person.totp", person.toString());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_INPUT ? text : text.substring(0, LONGEST_INPUT);
  }
}
