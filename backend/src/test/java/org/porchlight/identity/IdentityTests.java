package org.porchlight.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.AccountAnswer.Why;
import org.porchlight.kernel.Area;
import org.porchlight.kernel.Place;
import org.porchlight.kernel.SealedBox;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/// The door, on a real database. Each test makes people of its own, so that the order and the other
/// modules' rows do not matter.
@SpringBootTest
@RecordApplicationEvents
class IdentityTests {

  static final String PASSWORD = "violet kettle bridge";
  static final String SOURCE = "203.0.113.7";
  static final byte[] SECRET = Totp.fromBase32("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");

  @Autowired SignUp signUp;
  @Autowired LogIn logIn;
  @Autowired Accounts accounts;
  @Autowired FirstAccounts firstAccounts;
  @Autowired FirstAdministrator firstAdministrator;
  @Autowired PasswordLinks passwordLinks;
  @Autowired Machines machines;
  @Autowired People people;
  @Autowired Organisations organisations;
  @Autowired Agencies agencies;
  @Autowired Present present;
  @Autowired TokenFamilies families;
  @Autowired SigningKeys signingKeys;
  @Autowired ApplicationEvents events;
  @Autowired JdbcClient jdbc;

  @Autowired JdbcPeople jdbcPeople;
  @Autowired JdbcLinks jdbcLinks;
  @Autowired JdbcSessions jdbcSessions;
  @Autowired JdbcExternalLogIns jdbcExternalLogIns;
  @Autowired JdbcAttempts jdbcAttempts;
  @Autowired Passwords passwords;
  @Autowired SealedBox sealedBox;
  @Autowired Happenings happenings;
  @Autowired org.porchlight.audit.AuditLog audit;
  @Autowired ApplicationEventPublisher publisher;
  @Autowired TransactionOperations transaction;
  @Autowired IdentitySettings settings;
  @Autowired Clock realClock;

  final OrganisationId department = OrganisationId.random();
  final String tag = UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void department() {
    organisations.add(new Organisation(department, "Department " + tag, OrganisationKind.AGENCY));
  }

  @Test
  @Transactional
  void theFirstAdministratorIsInvitedOnceAndAgainOnlyWhenTheInvitationRanOut() {
    // Rolled back afterwards.
    jdbc.sql("UPDATE identity.person SET roles = '{ANALYST}' WHERE 'ADMINISTRATOR' = ANY (roles)")
        .update();

    var invited = (Opening.Invited) firstAdministrator.open();
    assertThat(firstAdministrator.open()).isEqualTo(new Opening.Attended());
    assertThat(invited.toString()).doesNotContain("password/");
    jdbc.sql("DELETE FROM identity.password_link").update();
    var again = (Opening.Invited) firstAdministrator.open();

    assertThat(again.email()).isEqualTo(invited.email());
    assertThat(again.path()).isNotEqualTo(invited.path());
    assertThat(passwordLinks.set(again.path().substring("/password/".length()), PASSWORD, SOURCE))
        .isInstanceOf(PasswordAnswer.Set.class);
    assertThat(firstAdministrator.open()).isEqualTo(new Opening.Attended());
    assertThat(logIn.withPassword(again.email().value(), PASSWORD, SOURCE))
        .isInstanceOf(LogInAnswer.MustEnrolSecondFactor.class);
    assertThat(jdbcPeople.find(again.email()).orElseThrow().roles())
        .containsExactly(Role.ADMINISTRATOR);
  }

  @Test
  @Transactional
  void anAddressThatIsTakenMakesNobodyAdministrator() {
    jdbc.sql("UPDATE identity.person SET roles = '{ANALYST}' WHERE 'ADMINISTRATOR' = ANY (roles)")
        .update();
    jdbc.sql("UPDATE identity.person SET email = 'x-' || email WHERE email LIKE 'administrator@%'")
        .update();
    firstAccounts.create(account("administrator@porchlight.localhost", Role.OWNER), PASSWORD, null);

    assertThat(firstAdministrator.open()).isInstanceOf(Opening.AddressTaken.class);
    assertThat(jdbcPeople.administrators()).isEmpty();
  }

  @Test
  void anOwnerSignsUpConfirmsAndLogsIn() {
    var email = "owner-" + tag + "@example.org";
    assertThat(request(email)).isInstanceOf(SignUpAnswer.Accepted.class);
    assertThat(logIn.withPassword(email, PASSWORD, SOURCE)).isInstanceOf(LogInAnswer.Refused.class);

    var token = lastPath(email).substring("/confirm/".length());
    var person = signUp.confirm(token, SOURCE).orElseThrow();

    assertThat(person.roles()).containsExactly(Role.OWNER);
    assertThat(person.emailConfirmed()).isTrue();
    assertThat(organisations.find(person.organisation()).orElseThrow().kind())
        .isEqualTo(OrganisationKind.RESIDENT);
    var actor = signedIn(logIn.withPassword(email.toUpperCase(Locale.ROOT), PASSWORD, SOURCE));
    assertThat(actor.person()).isEqualTo(person.id());
    assertThat(present.of(actor)).contains(actor);
    // The link works once.
    assertThat(signUp.confirm(token, SOURCE)).isEmpty();
  }

  @Test
  void aConfirmationLinkRunsOutAfterADay() {
    var email = "late-" + tag + "@example.org";
    request(email);
    var token = lastPath(email).substring("/confirm/".length());

    assertThat(jdbcLinks.takeSignUp(token, realClock.instant().plus(Duration.ofHours(25))))
        .isEmpty();
    assertThat(signUp.confirm(token, SOURCE)).isPresent();
  }

  @Test
  void onlyTheMailboxLearnsThatAnAddressIsKnown() {
    var email = staff("known", Role.OFFICER);

    assertThat(request(email)).isEqualTo(request("nobody-" + tag + "@example.org"));
    assertThat(mails(email))
        .extracting(MailRequested::kind)
        .containsExactly(MailKind.ALREADY_REGISTERED);
  }

  @Test
  void whoeverSignsUpLaterForTheSameAddressChangesNothing() {
    var email = "victim-" + tag + "@example.org";
    request(email);
    var first = lastPath(email).substring("/confirm/".length());
    signUp.request(email, "the attackers own words", null, OrganisationKind.RESIDENT, "en", SOURCE);

    signUp.confirm(first, SOURCE);

    assertThat(logIn.withPassword(email, "the attackers own words", SOURCE))
        .isInstanceOf(LogInAnswer.Refused.class);
    assertThat(logIn.withPassword(email, PASSWORD, SOURCE))
        .isInstanceOf(LogInAnswer.SignedIn.class);
  }

  @Test
  void aMailboxIsNotBombed() {
    var email = "bombed-" + tag + "@example.org";
    for (var i = 0; i < 8; i++) {
      assertThat(request(email)).isInstanceOf(SignUpAnswer.Accepted.class);
    }
    assertThat(mails(email)).hasSize(5);
  }

  @Test
  void badInputIsRefusedWithItsField() {
    assertThat(request("no address"))
        .isEqualTo(new SignUpAnswer.Refused("email", SignUpAnswer.Why.EMAIL_INVALID));
    assertThat(
            signUp.request(
                "x-" + tag + "@example.org", "short", null, OrganisationKind.OTHER, "en", SOURCE))
        .isEqualTo(new SignUpAnswer.Refused("password", SignUpAnswer.Why.PASSWORD_TOO_SHORT));
  }

  @Test
  void staffNeedTheCodeToo() {
    var email = staff("officer", Role.OFFICER);
    var challenge =
        ((LogInAnswer.NeedsSecondFactor) logIn.withPassword(email, PASSWORD, SOURCE)).challenge();

    assertThat(logIn.withCode(challenge, "000000", SOURCE)).isInstanceOf(LogInAnswer.Refused.class);
    var actor = signedIn(logIn.withCode(challenge, code(), SOURCE));

    assertThat(actor.secondFactorAt()).isNotNull();
    assertThat(actor.is(Role.OFFICER)).isTrue();
    assertThat(logIn.withCode(challenge, code(), SOURCE)).isInstanceOf(LogInAnswer.Expired.class);
  }

  @Test
  void aCodeIsNeverAcceptedTwice() {
    var email = staff("replay", Role.OFFICER);
    var code = code();
    signedIn(logIn.withCode(challenge(email), code, SOURCE));

    assertThat(logIn.withCode(challenge(email), code, SOURCE))
        .isInstanceOf(LogInAnswer.Refused.class);
  }

  @Test
  void ofTwoRequestsWithOneCodeOnlyOnePasses() throws Exception {
    var email = staff("race", Role.OFFICER);
    var first = challenge(email);
    var second = challenge(email);
    var code = code();
    try (var pool = Executors.newFixedThreadPool(2)) {
      var answers =
          pool.invokeAll(
              List.<Callable<LogInAnswer>>of(
                  () -> logIn.withCode(first, code, SOURCE),
                  () -> logIn.withCode(second, code, SOURCE)));
      var signedIn = 0;
      for (var answer : answers) {
        signedIn += answer.get() instanceof LogInAnswer.SignedIn ? 1 : 0;
      }
      assertThat(signedIn).isEqualTo(1);
    }
  }

  @Test
  void staffWithoutASecondFactorEnrolFirst() {
    var email = "new-" + tag + "@example.org";
    firstAccounts.create(account(email, Role.OPERATOR), PASSWORD, null);
    var challenge =
        ((LogInAnswer.MustEnrolSecondFactor) logIn.withPassword(email, PASSWORD, SOURCE))
            .challenge();
    var enrolment = logIn.enrolment(challenge).orElseThrow();

    assertThat(enrolment.address())
        .startsWith("otpauth://totp/Porchlight:new-")
        .contains("secret=" + enrolment.secret());
    assertThat(logIn.withCode(challenge, "123456", SOURCE)).isInstanceOf(LogInAnswer.Expired.class);
    var now = realClock.instant();
    var actor =
        signedIn(
            logIn.withFirstCode(
                challenge, Totp.codeAt(Totp.fromBase32(enrolment.secret()), now), SOURCE));

    assertThat(people.find(actor.person()).orElseThrow().secondFactor()).isTrue();
    // The same code does not open the door a second time.
    assertThat(
            logIn.withCode(
                challenge(email), Totp.codeAt(Totp.fromBase32(enrolment.secret()), now), SOURCE))
        .isInstanceOf(LogInAnswer.Refused.class);
  }

  @Test
  void secretsOfTheSecondFactorAreSealedInTheDatabase() {
    var email = staff("sealed", Role.OFFICER);
    var stored =
        jdbc.sql("SELECT totp_secret FROM identity.person WHERE email = :email")
            .param("email", email)
            .query(byte[].class)
            .single();

    assertThat(stored.length).isGreaterThan(SECRET.length + 60);
    assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(SECRET, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void fiveFailuresLockUntilAnAdministratorReleases() {
    var email = staff("locked", Role.OFFICER);
    for (var i = 0; i < 4; i++) {
      assertThat(logIn.withPassword(email, "wrong", SOURCE))
          .isInstanceOf(LogInAnswer.Refused.class);
    }
    assertThat(logIn.withPassword(email, "wrong", SOURCE)).isInstanceOf(LogInAnswer.Locked.class);

    assertThat(logIn.withPassword(email, PASSWORD, SOURCE)).isInstanceOf(LogInAnswer.Locked.class);
    // A day later nothing has changed: time does not release.
    var tomorrow = logInAt(realClock.instant().plus(Duration.ofDays(1)));
    assertThat(tomorrow.withPassword(email, PASSWORD, SOURCE))
        .isInstanceOf(LogInAnswer.Locked.class);
    assertThat(mails(email))
        .extracting(MailRequested::kind)
        .containsExactly(MailKind.ACCOUNT_LOCKED);

    var person = jdbcPeople.find(EmailAddress.of(email)).orElseThrow();
    assertThat(person.locked()).isTrue();
    assertThat(accounts.releaseLock(administrator(), person.id()))
        .isInstanceOf(AccountAnswer.Done.class);
    assertThat(logIn.withPassword(email, PASSWORD, SOURCE))
        .isInstanceOf(LogInAnswer.NeedsSecondFactor.class);
  }

  @Test
  void unknownAddressesLockLikeKnownOnes() {
    var email = "ghost-" + tag + "@example.org";
    for (var i = 0; i < 4; i++) {
      assertThat(logIn.withPassword(email, "wrong", SOURCE))
          .isInstanceOf(LogInAnswer.Refused.class);
    }
    assertThat(logIn.withPassword(email, "wrong", SOURCE)).isInstanceOf(LogInAnswer.Locked.class);
  }

  @Test
  void failuresOlderThanFifteenMinutesDoNotCount() {
    var email = staff("slow", Role.OFFICER);
    var start = realClock.instant();
    for (var i = 0; i < 9; i++) {
      assertThat(
              logInAt(start.plus(Duration.ofMinutes(4L * i))).withPassword(email, "wrong", SOURCE))
          .isInstanceOf(LogInAnswer.Refused.class);
    }
  }

  @Test
  void guessingCodesLocksEvenWithTheRightPasswordBetween() {
    var email = staff("codes", Role.OFFICER);
    var answers = new java.util.ArrayList<LogInAnswer>();
    for (var i = 0; i < 5; i++) {
      answers.add(logIn.withCode(challenge(email), "00000" + i, SOURCE));
    }
    assertThat(answers.getLast()).isInstanceOf(LogInAnswer.Locked.class);
    assertThat(logIn.withPassword(email, PASSWORD, SOURCE)).isInstanceOf(LogInAnswer.Locked.class);
  }

  @Test
  void ofManyGuessesAtTheSameMomentOnlyFiveAreLookedAt() throws Exception {
    var email = staff("storm", Role.OFFICER);
    try (var pool = Executors.newFixedThreadPool(4)) {
      var guesses =
          java.util.Collections.nCopies(
              19, (Callable<LogInAnswer>) () -> logIn.withPassword(email, "wrong", SOURCE));
      for (var guess : pool.invokeAll(guesses)) {
        guess.get();
      }
    }
    var counted =
        jdbc.sql(
                """
                SELECT count(*) FROM identity.attempt
                WHERE key = sha256(convert_to(:email, 'UTF8')) AND kind = 'LOG_IN'
                """)
            .param("email", email)
            .query(Integer.class)
            .single();
    assertThat(counted).isGreaterThanOrEqualTo(5);
    assertThat(logIn.withPassword(email, PASSWORD, SOURCE)).isInstanceOf(LogInAnswer.Locked.class);
  }

  @Test
  void aDisabledPersonIsOutAtOnce() {
    var email = staff("insider", Role.OFFICER);
    var actor = logInWithCode(email);

    accounts.disable(administrator(), actor.person(), "left the department");

    assertThat(present.of(actor)).isEmpty();
    assertThat(logIn.withPassword(email, PASSWORD, SOURCE)).isInstanceOf(LogInAnswer.Refused.class);
    assertThat(events.stream(PersonDisabled.class).map(PersonDisabled::person))
        .contains(actor.person());
    assertThat(events.stream(SessionEnded.class).map(SessionEnded::session))
        .contains(actor.session());
  }

  @Test
  void otherRolesNeedANewLogIn() {
    var actor = logInWithCode(staff("promoted", Role.OFFICER));

    accounts.changeRoles(administrator(), actor.person(), Set.of(Role.SUPERVISOR));

    assertThat(present.of(actor)).isEmpty();
    assertThat(people.find(actor.person()).orElseThrow().roles()).containsExactly(Role.SUPERVISOR);
  }

  @Test
  void thePresentRolesAreThoseOfTheDatabase() {
    var email = staff("present", Role.OFFICER);
    var id = jdbcPeople.find(EmailAddress.of(email)).orElseThrow().id();
    var claimed =
        new Actor(id, department, Set.of(Role.ADMINISTRATOR), "made-up-" + tag, null, SOURCE);

    assertThat(present.of(claimed).orElseThrow().roles()).containsExactly(Role.OFFICER);
  }

  @Test
  void onlyAdministratorsChangeAccounts() {
    var officer = logInWithCode(staff("curious", Role.OFFICER));
    var other = account("other-" + tag + "@example.org", Role.OFFICER);

    assertThat(accounts.create(officer, other))
        .isEqualTo(new AccountAnswer.Refused(Why.ADMINISTRATORS_ONLY));
    assertThat(accounts.disable(officer, officer.person(), ""))
        .isEqualTo(new AccountAnswer.Refused(Why.ADMINISTRATORS_ONLY));
    assertThatThrownBy(() -> machines.create(officer, "reader", department, Set.of("reads")))
        .isInstanceOf(AdministratorsOnly.class);
  }

  @Test
  void administratorsAndAuditorsHoldNoViewingRole() {
    var administrator = administrator();
    for (var roles :
        List.of(
            Set.of(Role.ADMINISTRATOR, Role.OPERATOR),
            Set.of(Role.AUDITOR, Role.OFFICER),
            Set.of(Role.MACHINE))) {
      var account =
          new NewAccount(
              EmailAddress.of("both-" + tag + "@example.org"), "Both", department, roles, "en");
      assertThat(accounts.create(administrator, account))
          .isEqualTo(new AccountAnswer.Refused(Why.ROLES_EXCLUDE_EACH_OTHER));
    }
    assertThat(accounts.disable(administrator, administrator.person(), ""))
        .isEqualTo(new AccountAnswer.Refused(Why.NOT_ONESELF));
  }

  @Test
  void aNewColleagueSetsAPasswordByTheLink() {
    var email = "colleague-" + tag + "@example.org";
    accounts.create(administrator(), account(email, Role.ANALYST));
    var token = lastPath(email).substring("/password/".length());

    assertThat(passwordLinks.set(token, "12345678", SOURCE))
        .isEqualTo(new PasswordAnswer.Refused(SignUpAnswer.Why.PASSWORD_TOO_COMMON));
    assertThat(passwordLinks.set(token, PASSWORD, SOURCE)).isInstanceOf(PasswordAnswer.Set.class);
    assertThat(passwordLinks.set(token, PASSWORD, SOURCE))
        .isInstanceOf(PasswordAnswer.Expired.class);
    assertThat(logIn.withPassword(email, PASSWORD, SOURCE))
        .isInstanceOf(LogInAnswer.MustEnrolSecondFactor.class);
  }

  @Test
  void staffWhoDidNotComeForNinetyDaysAreDisabled() {
    var email = staff("retired", Role.OFFICER);

    var later = logInAt(realClock.instant().plus(Duration.ofDays(91)));

    assertThat(later.withPassword(email, PASSWORD, SOURCE)).isInstanceOf(LogInAnswer.Refused.class);
    assertThat(jdbcPeople.find(EmailAddress.of(email)).orElseThrow().disabled()).isTrue();
  }

  @Test
  void aSessionEndsAfterTwelveHours() {
    var actor = logInWithCode(staff("night", Role.OFFICER));
    var now = realClock.instant();

    assertThat(jdbcPeople.presentRoles(actor.person(), actor.session(), now.plusSeconds(11 * 3600)))
        .isPresent();
    assertThat(jdbcPeople.presentRoles(actor.person(), actor.session(), now.plusSeconds(13 * 3600)))
        .isEmpty();
    logIn.end(actor);
    assertThat(present.of(actor)).isEmpty();
  }

  @Test
  void theSecondFactorCanBeShownAgain() {
    var actor = logInWithCode(staff("exigent", Role.SUPERVISOR));
    var later = realClock.instant().plusSeconds(90);

    assertThat(logInAt(later).again(actor, "000000")).isEmpty();
    var again = logInAt(later).again(actor, Totp.codeAt(SECRET, later)).orElseThrow();

    assertThat(again.secondFactorAt()).isEqualTo(later);
    assertThat(again.session()).isEqualTo(actor.session());
  }

  @Test
  void refreshTokensRotateAndReuseEndsTheFamily() {
    var actor = logInWithCode(staff("phone", Role.OFFICER));
    var now = realClock.instant();
    var family = "family-" + tag;
    families.begin(
        family, actor, "porchlight-phone", Set.of("api"), "code-" + tag, "{}", now.plusSeconds(60));
    var code = families.ofCode("code-" + tag).orElseThrow();
    assertThat(code.family().endsAt()).isBefore(now.plus(Duration.ofHours(12).plusSeconds(1)));
    var expires = families.refreshTokenExpires(code.family());

    assertThat(families.exchangeCode("code-" + tag, "r1-" + tag, now, expires)).isTrue();
    assertThat(families.rotate("r1-" + tag, "r2-" + tag, now, expires)).isTrue();
    assertThat(families.ofRefreshToken("r2-" + tag)).isPresent();
    var phone = families.actor(code.family(), SOURCE).orElseThrow();
    assertThat(present.of(phone)).isPresent();

    assertThat(families.ofRefreshToken("r1-" + tag)).isEmpty();

    assertThat(families.ofRefreshToken("r2-" + tag)).isEmpty();
    assertThat(present.of(phone)).isEmpty();
    assertThat(events.stream(SessionEnded.class).map(SessionEnded::session)).contains(family);
  }

  @Test
  void aCodeShownTwiceEndsTheFamily() {
    var actor = logInWithCode(staff("stolen", Role.OFFICER));
    var now = realClock.instant();
    families.begin(
        "f2-" + tag, actor, "porchlight-phone", Set.of(), "c2-" + tag, "{}", now.plusSeconds(60));
    families.exchangeCode("c2-" + tag, "r3-" + tag, now, now.plusSeconds(3600));

    assertThat(families.ofCode("c2-" + tag)).isEmpty();
    assertThat(families.ofRefreshToken("r3-" + tag)).isEmpty();
  }

  @Test
  void tokensAndSecretsAreNotInADump() {
    var actor = logInWithCode(staff("dump", Role.OFFICER));
    var now = realClock.instant();
    families.begin(
        "f3-" + tag, actor, "porchlight-phone", Set.of(), "c3-" + tag, "{}", now.plusSeconds(60));
    families.exchangeCode("c3-" + tag, "r4-" + tag, now, now.plusSeconds(3600));

    for (var table :
        List.of("authorization_code", "refresh_token", "session", "person", "challenge")) {
      var rows =
          jdbc.sql("SELECT t::text FROM identity." + table + " t").query(String.class).list();
      assertThat(rows).noneMatch(row -> row.contains("r4-" + tag) || row.contains("c3-" + tag));
      assertThat(rows).noneMatch(row -> row.contains(PASSWORD));
    }
  }

  @Test
  void aMachineIsPresentUntilItIsDisabled() {
    var administrator = administrator();
    var reader = machines.create(administrator, "Reader 1", department, Set.of("reads"));
    var stored = machines.find(reader.clientId()).orElseThrow();
    var actor =
        new Actor(
            reader.machine(), department, Set.of(Role.MACHINE), reader.clientId(), null, SOURCE);

    assertThat(machines.matches(reader.secret(), stored.secretHash())).isTrue();
    assertThat(present.of(actor)).contains(actor);
    machines.disable(administrator, reader.machine());
    assertThat(present.of(actor)).isEmpty();
  }

  @Test
  void signingKeysOutliveARestart() {
    var first = signingKeys.current();

    assertThat(signingKeys.current())
        .extracting(SigningKey::id)
        .isEqualTo(List.of(first.getFirst().id()));
  }

  @Test
  void aPlaceBelongsToTheAgencyWhoseGroundItIsOn() {
    var north = new Agency(OrganisationId.random(), "North " + tag, square(61, 20));
    var south = new Agency(OrganisationId.random(), "South " + tag, square(60, 20));
    agencies.put(north);
    agencies.put(south);

    assertThat(agencies.at(new Place(61.5, 20.5))).contains(north);
    assertThat(agencies.at(new Place(60.5, 20.5))).contains(south);
    assertThat(agencies.at(new Place(63.5, 20.5))).isEmpty();
    assertThat(agencies.find(north.id())).contains(north);
  }

  @Test
  void everythingAtTheDoorIsInTheAuditLog() {
    var email = staff("audited", Role.OFFICER);
    var before = entries();
    logIn.withPassword(email, "wrong", SOURCE);
    var actor = logInWithCode(email);
    logIn.end(actor);

    assertThat(entries()).isEqualTo(before + 3);
  }

  private long entries() {
    return jdbc.sql(
            "SELECT count(*) FROM audit.entry WHERE event LIKE 'login.%' OR event = 'session.end'")
        .query(Long.class)
        .single();
  }

  private static Area square(double latitude, double longitude) {
    return new Area(
        List.of(
            new Place(latitude, longitude),
            new Place(latitude + 1, longitude),
            new Place(latitude + 1, longitude + 1),
            new Place(latitude, longitude + 1)));
  }

  private SignUpAnswer request(String email) {
    return signUp.request(email, PASSWORD, null, OrganisationKind.RESIDENT, "es", SOURCE);
  }

  private NewAccount account(String email, Role role) {
    return new NewAccount(EmailAddress.of(email), "Sam " + tag, department, Set.of(role), "en");
  }

  private String staff(String name, Role role) {
    var email = name + "-" + tag + "@example.org";
    firstAccounts.create(account(email, role), PASSWORD, SECRET);
    return email;
  }

  private Actor administrator() {
    return logInWithCode(staff("admin-" + UUID.randomUUID(), Role.ADMINISTRATOR));
  }

  private Actor logInWithCode(String email) {
    return signedIn(logIn.withCode(challenge(email), code(), SOURCE));
  }

  private String challenge(String email) {
    return ((LogInAnswer.NeedsSecondFactor) logIn.withPassword(email, PASSWORD, SOURCE))
        .challenge();
  }

  private String code() {
    return Totp.codeAt(SECRET, realClock.instant());
  }

  private static Actor signedIn(LogInAnswer answer) {
    assertThat(answer).isInstanceOf(LogInAnswer.SignedIn.class);
    return ((LogInAnswer.SignedIn) answer).actor();
  }

  private List<MailRequested> mails(String email) {
    return events.stream(MailRequested.class).filter(mail -> mail.to().equals(email)).toList();
  }

  private String lastPath(String email) {
    return mails(email).getLast().parameters().get("path");
  }

  private LogIn logInAt(Instant now) {
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    return new LogIn(
        jdbcPeople,
        jdbcLinks,
        jdbcSessions,
        jdbcExternalLogIns,
        new Lockouts(jdbcAttempts, audit, settings, clock),
        passwords,
        sealedBox,
        happenings,
        publisher,
        transaction,
        settings,
        clock);
  }
}
