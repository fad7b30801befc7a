package org.porchlight.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.porchlight.consent.AConsent.aConsent;
import static org.porchlight.incidents.AnIncident.anIncident;
import static org.porchlight.registry.ACamera.aCamera;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.porchlight.consent.Consent;
import org.porchlight.consent.Level;
import org.porchlight.consent.WeeklySchedule;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.Source;
import org.porchlight.kernel.Place;
import org.porchlight.registry.Camera;
import org.porchlight.registry.Ownership;

/// Compares the rules with an expectation that was written apart from them and in another way: as a
/// table of objections in the order in which they are told. Every combination is tried.
class RulesTest {

  // A Monday, seven in the morning in Chicago.
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final ZoneId ZONE = ZoneId.of("America/Chicago");
  static final OrganisationId MINE = OrganisationId.random();
  static final OrganisationId OTHERS = OrganisationId.random();
  static final Place CAMERA_PLACE = new Place(33.5186, -86.8104);
  static final int RADIUS = 500;
  static final int LOWEST_PRIORITY = 3;

  enum Person {
    GONE,
    PRESENT
  }

  enum Factor {
    NONE(null),
    JUST_NOW(Duration.ZERO),
    TWELVE_HOURS(Duration.ofHours(12)),
    LONGER(Duration.ofHours(12).plusSeconds(1)),
    SOON(Duration.ofMinutes(-1)),
    TOMORROW(Duration.ofDays(-1));

    final Duration age;

    Factor(Duration age) {
      this.age = age;
    }

    boolean counts() {
      return this == JUST_NOW || this == TWELVE_HOURS || this == SOON;
    }
  }

  enum Proof {
    NO_CAMERA,
    UNPROVED,
    PROVED
  }

  enum Belongs {
    MINE,
    OTHERS,
    NOBODYS
  }

  enum Sharing {
    NEVER_ASKED,
    REGISTERED,
    ON_REQUEST,
    DURING_INCIDENTS,
    ALWAYS
  }

  enum Case {
    NONE,
    UNHEARD_OF,
    OF_OTHERS,
    CAD_NEAR,
    CAD_AT_THE_EDGE,
    CAD_TOO_FAR,
    CAD_LEAST_URGENT,
    CAD_NOT_URGENT,
    CAD_CLOSED,
    SUPERVISORS,
    OPERATORS_NEW,
    OPERATORS_OLD,
    OPERATORS_CONFIRMED
  }

  /// What there is besides the terms.
  enum Extra {
    NOTHING,
    ALARM,
    ALARM_AT_ITS_LAST,
    ALARM_OVER,
    OVERRIDE,
    OVERRIDE_OVER,
    OVERRIDE_AGAINST_OLDER_WORDS,
    SOMEBODY_ELSES_OVERRIDE,
    ALARM_AND_OVERRIDE;

    boolean alarmed() {
      return this == ALARM || this == ALARM_AT_ITS_LAST || this == ALARM_AND_OVERRIDE;
    }

    boolean overridden() {
      return this == OVERRIDE || this == ALARM_AND_OVERRIDE;
    }
  }

  static final AlarmId ALARM = AlarmId.random();

  static final OverrideId OVERRIDE = OverrideId.random();
  static final PersonId ME = PersonId.random();

  static Besides besides(Extra extra) {
    var later = NOW.plusSeconds(1_800);
    return switch (extra) {
      case NOTHING -> Besides.NOTHING;
      case ALARM -> new Besides(alarm(later), null);
      case ALARM_AT_ITS_LAST -> new Besides(alarm(NOW.plusMillis(1)), null);
      case ALARM_OVER -> new Besides(alarm(NOW), null);
      case OVERRIDE, OVERRIDE_AGAINST_OLDER_WORDS ->
          new Besides(null, override(ME, NOW.plusMillis(1)));
      case OVERRIDE_OVER -> new Besides(null, override(ME, NOW));
      case SOMEBODY_ELSES_OVERRIDE -> new Besides(null, override(PersonId.random(), later));
      case ALARM_AND_OVERRIDE -> new Besides(alarm(later), override(ME, later));
    };
  }

  static Besides.Alarm alarm(Instant until) {
    return new Besides.Alarm(ALARM, until.minusSeconds(1_800), until);
  }

  static Besides.Exigent override(PersonId person, Instant until) {
    return new Besides.Exigent(OVERRIDE, person, until.minusSeconds(1_800), until);
  }

  static final Map<Extra, Besides> EXTRAS = new EnumMap<>(Extra.class);

  static {
    for (var extra : Extra.values()) {
      EXTRAS.put(extra, besides(extra));
    }
  }

  /// One combination.
  record Row(
      Use use,
      Person person,
      Set<Role> roles,
      Factor factor,
      boolean purpose,
      Ownership ownership,
      Proof proof,
      Belongs belongs,
      Sharing sharing,
      boolean off,
      boolean inHours,
      Case incident,
      Extra extra) {}

  static final Map<Case, Incident> INCIDENTS = new EnumMap<>(Case.class);

  static {
    var near = CAMERA_PLACE.walk(150, 45);
    var edge = CAMERA_PLACE.walk(RADIUS - 1, 90);
    var far = CAMERA_PLACE.walk(RADIUS + 1, 90);
    var old = NOW.minus(Duration.ofDays(1));
    INCIDENTS.put(Case.OF_OTHERS, anIncident().agency(OTHERS).place(near).build());
    INCIDENTS.put(Case.CAD_NEAR, anIncident().agency(MINE).place(near).openedAt(old).build());
    INCIDENTS.put(Case.CAD_AT_THE_EDGE, anIncident().agency(MINE).place(edge).build());
    INCIDENTS.put(Case.CAD_TOO_FAR, anIncident().agency(MINE).place(far).build());
    INCIDENTS.put(Case.CAD_LEAST_URGENT, anIncident().agency(MINE).place(near).priority(3).build());
    INCIDENTS.put(Case.CAD_NOT_URGENT, anIncident().agency(MINE).place(near).priority(4).build());
    INCIDENTS.put(Case.CAD_CLOSED, anIncident().agency(MINE).place(near).closed(NOW).build());
    INCIDENTS.put(
        Case.SUPERVISORS,
        anIncident().agency(MINE).place(near).source(Source.SUPERVISOR).openedAt(old).build());
    INCIDENTS.put(
        Case.OPERATORS_NEW,
        anIncident()
            .agency(MINE)
            .place(near)
            .source(Source.OPERATOR)
            .openedAt(NOW.minusSeconds(899))
            .build());
    INCIDENTS.put(
        Case.OPERATORS_OLD,
        anIncident()
            .agency(MINE)
            .place(near)
            .source(Source.OPERATOR)
            .openedAt(NOW.minusSeconds(900))
            .build());
    INCIDENTS.put(
        Case.OPERATORS_CONFIRMED,
        anIncident()
            .agency(MINE)
            .place(near)
            .source(Source.OPERATOR)
            .openedAt(old)
            .confirmed()
            .build());
  }

  // ---- the expectation ----

  static final Set<Case> USABLE =
      EnumSet.of(
          Case.CAD_NEAR,
          Case.CAD_AT_THE_EDGE,
          Case.CAD_LEAST_URGENT,
          Case.SUPERVISORS,
          Case.OPERATORS_NEW,
          Case.OPERATORS_CONFIRMED);

  static final Map<Reason, Predicate<Row>> OBJECTIONS = new LinkedHashMap<>();

  static {
    Predicate<Row> replay = row -> isFootage(row.use());
    Predicate<Row> withCase = row -> row.incident() != Case.NONE;
    // A clip of a named incident is the incident's: the camera may be gone.
    Predicate<Row> needsCamera = replay.and(withCase).negate();
    Predicate<Row> needsOwner = replay.negate();
    Predicate<Row> needsIncident = needsOwner.and(row -> row.sharing() == Sharing.DURING_INCIDENTS);

    OBJECTIONS.put(Reason.PERSON_NOT_PRESENT, row -> row.person() == Person.GONE);
    OBJECTIONS.put(
        Reason.ROLE_NEVER_VIEWS,
        row ->
            row.roles().contains(Role.ADMINISTRATOR)
                || row.roles().contains(Role.AUDITOR)
                || row.roles().contains(Role.MACHINE));
    OBJECTIONS.put(
        Reason.ROLE_MAY_NOT_VIEW,
        row ->
            !(row.roles().contains(Role.OPERATOR)
                    || row.roles().contains(Role.OFFICER)
                    || row.roles().contains(Role.SUPERVISOR))
                || (row.roles().contains(Role.HOUSING_MANAGER)
                    && (row.use() == Use.REPLAY || isFootage(row.use()))));
    OBJECTIONS.put(Reason.SECOND_FACTOR_MISSING, row -> row.factor() == Factor.NONE);
    OBJECTIONS.put(Reason.SECOND_FACTOR_TOO_OLD, row -> !row.factor().counts());
    OBJECTIONS.put(Reason.PURPOSE_UNKNOWN, row -> !row.purpose());
    OBJECTIONS.put(Reason.CAMERA_UNKNOWN, needsCamera.and(row -> row.proof() != Proof.PROVED));
    OBJECTIONS.put(Reason.OTHER_AGENCY, needsCamera.and(row -> row.belongs() != Belongs.MINE));
    OBJECTIONS.put(
        Reason.INCIDENT_UNKNOWN,
        row -> row.incident() == Case.UNHEARD_OF || row.incident() == Case.OF_OTHERS);
    OBJECTIONS.put(Reason.NO_CONSENT, needsOwner.and(row -> row.sharing() == Sharing.NEVER_ASKED));
    OBJECTIONS.put(Reason.SWITCHED_OFF, needsOwner.and(Row::off));
    OBJECTIONS.put(
        Reason.REGISTERED_ONLY, needsOwner.and(row -> row.sharing() == Sharing.REGISTERED));
    OBJECTIONS.put(
        Reason.ON_REQUEST_ONLY, needsOwner.and(row -> row.sharing() == Sharing.ON_REQUEST));
    OBJECTIONS.put(Reason.OUTSIDE_SCHEDULE, needsOwner.and(row -> !row.inHours()));
    OBJECTIONS.put(Reason.NO_INCIDENT, needsIncident.and(withCase.negate()));
    OBJECTIONS.put(
        Reason.INCIDENT_CLOSED, needsIncident.and(row -> row.incident() == Case.CAD_CLOSED));
    OBJECTIONS.put(
        Reason.INCIDENT_NOT_CONFIRMED,
        needsIncident.and(row -> row.incident() == Case.OPERATORS_OLD));
    OBJECTIONS.put(
        Reason.INCIDENT_TOO_FAR, needsIncident.and(row -> row.incident() == Case.CAD_TOO_FAR));
    OBJECTIONS.put(
        Reason.INCIDENT_NOT_URGENT_ENOUGH,
        needsIncident.and(row -> row.incident() == Case.CAD_NOT_URGENT));
  }

  /// The objections that an owner who presses the alarm sets aside, all of them the owner's own.
  static final Set<Reason> SET_ASIDE_BY_ALARM =
      EnumSet.of(
          Reason.OUTSIDE_SCHEDULE,
          Reason.NO_INCIDENT,
          Reason.INCIDENT_CLOSED,
          Reason.INCIDENT_NOT_CONFIRMED,
          Reason.INCIDENT_TOO_FAR,
          Reason.INCIDENT_NOT_URGENT_ENOUGH);

  static boolean setsAside(Row row, Reason objection) {
    if (!SET_ASIDE_BY_ALARM.contains(objection) && objection != Reason.ON_REQUEST_ONLY) {
      return false;
    }
    var overridden = row.extra().overridden() && row.use() != Use.RECORD;
    return overridden || (row.extra().alarmed() && objection != Reason.ON_REQUEST_ONLY);
  }

  static Verdict expected(Row row) {
    var setAside = false;
    for (var objection : OBJECTIONS.entrySet()) {
      if (objection.getValue().test(row)) {
        if (!setsAside(row, objection.getKey())) {
          return new Verdict.MayNot(objection.getKey());
        }
        setAside = true;
      }
    }
    if (setAside) {
      // The owner's own word is the better ground.
      return new Verdict.MayOpen(
          row.extra().alarmed() && row.sharing() != Sharing.ON_REQUEST
              ? new Ground.Alarm(ALARM)
              : new Ground.Exigent(OVERRIDE));
    }
    var named = INCIDENTS.get(row.incident());
    if (isFootage(row.use())) {
      return new Verdict.MayOpen(new Ground.Evidence(named == null ? null : named.id()));
    }
    if (row.sharing() == Sharing.DURING_INCIDENTS) {
      return new Verdict.MayOpen(new Ground.OpenIncident(named.id()));
    }
    return new Verdict.MayOpen(
        row.ownership() == Ownership.POLICE
            ? new Ground.AgencyPolicy()
            : new Ground.StandingConsent());
  }

  // ---- the comparison ----

  @Test
  void everyCombinationIsDecidedAsExpected() {
    var tried = compare(rows(persons(), List.of(Extra.NOTHING)));

    assertThat(tried).isGreaterThan(5_000_000);
  }

  /// Who asks is judged before what is asked for, so a few of the persons stand for all here; that
  /// this is so the next test tries.
  @Test
  void everyCombinationWithWhatOpensBesidesTheTermsIsDecidedAsExpected() {
    var few =
        persons().stream()
            .filter(left -> left[2].equals(Set.of(Role.OPERATOR)) || left[2].equals(Set.of()))
            .filter(left -> left[3] == Factor.JUST_NOW || left[3] == Factor.NONE)
            .toList();

    var tried = compare(rows(few, List.of(Extra.values())));

    assertThat(tried).isGreaterThan(1_000_000);
  }

  @Test
  void personAndWhatOpensBesidesTheTermsAreJudgedApart() {
    var random = new Random(20_261_123);
    var persons = persons();
    var cameras = cameras();
    var rows =
        Stream.generate(() ->
                row(
                    persons.get(random.nextInt(persons.size())),
                    cameras.get(random.nextInt(cameras.size())),
                    Extra.values()[random.nextInt(Extra.values().length)]))
            .limit(300_000);

    compare(rows.toList());
  }

  /// Compares all of them, and says how many that were.
  static long compare(Iterable<Row> rows) {
    var tried = 0L;
    var opened = 0L;
    for (var row : rows) {
      var verdict = Rules.decide(situation(row));
      tried++;
      if (verdict instanceof Verdict.MayOpen(var ground)) {
        opened++;
        if (!standsOn(ground, row)) {
          fail("no ground for %s in %s", ground, row);
        }
      }
      if (!verdict.equals(expected(row))) {
        fail("%s: expected %s, was %s", row, expected(row), verdict);
      }
    }
    assertThat(opened).isPositive();
    return tried;
  }

  /// A1, R3, U2 in their own words, for whatever was allowed.
  static boolean standsOn(Ground ground, Row row) {
    if (row.person() == Person.GONE
        || row.roles().contains(Role.ADMINISTRATOR)
        || row.roles().contains(Role.AUDITOR)
        || (row.use() == Use.REPLAY && row.roles().contains(Role.HOUSING_MANAGER))
        || !row.purpose()) {
      return false;
    }
    return switch (ground) {
      case Ground.Evidence _ -> isFootage(row.use());
      case Ground.OpenIncident _ ->
          row.proof() == Proof.PROVED
              && !row.off()
              && row.inHours()
              && row.sharing() == Sharing.DURING_INCIDENTS
              && USABLE.contains(row.incident());
      case Ground.Exigent _ ->
          row.proof() == Proof.PROVED
              && !row.off()
              && row.extra().overridden()
              && row.use() != Use.RECORD
              && row.sharing() != Sharing.REGISTERED
              && row.sharing() != Sharing.NEVER_ASKED;
      case Ground.Alarm _ ->
          row.proof() == Proof.PROVED
              && !row.off()
              && row.extra().alarmed()
              && (row.sharing() == Sharing.DURING_INCIDENTS || row.sharing() == Sharing.ALWAYS);
      case Ground.StandingConsent _, Ground.AgencyPolicy _ ->
          row.proof() == Proof.PROVED
              && !row.off()
              && row.inHours()
              && row.sharing() == Sharing.ALWAYS;
    };
  }

  @Test
  void everyReasonOfTheRulesIsReached() {
    assertThat(OBJECTIONS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(
                    Reason.GROUND_CHANGED,
                    Reason.GROUND_ENDED,
                    Reason.CANNOT_JUDGE,
                    Reason.SECOND_FACTOR_NOT_FRESH,
                    Reason.OVERRIDE_SUSPENDED,
                    Reason.EMERGENCY_NOT_AGREED)));
  }

  @Test
  void overrideNeedsAFreshSecondFactorAndNeverOpensWhatIsOffOrOnlyRegistered() {
    var tried = 0;
    for (var left : persons()) {
      for (var right : cameras()) {
        var row = row(left, right, Extra.NOTHING);
        if (row.use() != Use.LIVE || !row.purpose() || row.incident() != Case.NONE) {
          continue;
        }
        for (var suspended : List.of(true, false)) {
          var at = situation(row);
          var fresh = row.factor() == Factor.JUST_NOW || row.factor() == Factor.SOON;
          var may =
              row.person() == Person.PRESENT
                  && fresh
                  && !suspended
                  && row.proof() == Proof.PROVED
                  && row.belongs() == Belongs.MINE
                  && !row.off()
                  && row.sharing() != Sharing.NEVER_ASKED
                  && row.sharing() != Sharing.REGISTERED
                  && MAY_LOOK.test(row);
          var refusal =
              Rules.againstOverriding(at.who(), at.camera(), at.consent(), suspended, NOW);
          if (refusal.isEmpty() != may) {
            fail("%s suspended %s: %s", row, suspended, refusal);
          }
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(50_000);
  }

  @Test
  void overrideOpensNothingOfAnOwnerWhoAgreedToEarlierWords() {
    var row =
        new Row(
            Use.LIVE,
            Person.PRESENT,
            Set.of(Role.OPERATOR),
            Factor.JUST_NOW,
            true,
            Ownership.PRIVATE,
            Proof.PROVED,
            Belongs.MINE,
            Sharing.ON_REQUEST,
            false,
            true,
            Case.NONE,
            Extra.OVERRIDE_AGAINST_OLDER_WORDS);
    var at = situation(row);

    assertThat(Rules.againstOverriding(at.who(), at.camera(), at.consent(), false, NOW))
        .contains(Reason.EMERGENCY_NOT_AGREED);
    assertThat(Rules.decide(at)).isEqualTo(new Verdict.MayNot(Reason.ON_REQUEST_ONLY));
  }

  static final Predicate<Row> MAY_LOOK =
      row ->
          OBJECTIONS.entrySet().stream()
              .filter(one ->
                  one.getKey() == Reason.ROLE_NEVER_VIEWS
                      || one.getKey() == Reason.ROLE_MAY_NOT_VIEW)
              .noneMatch(one -> one.getValue().test(row));

  @Test
  void listNamesNoPurposeThatMustNotExist() {
    assertThat(Arrays.stream(Purpose.values()).map(Purpose::code))
        .hasSizeBetween(8, 15)
        .noneMatch(code -> code.matches(".*(LEASE|IMMIGRA|PROTEST|EVICT|OTHER).*"))
        .allMatch(code -> Purpose.of(code).orElseThrow().code().equals(code));
    assertThat(Purpose.of("INV-LEASE")).isEmpty();
    assertThat(Purpose.of("inv-robbery")).isEmpty();
  }

  static List<Object[]> persons() {
    var roleSets = new ArrayList<Set<Role>>();
    roleSets.add(Set.of());
    for (var role : Role.values()) {
      roleSets.add(Set.of(role));
    }
    roleSets.add(Set.of(Role.OPERATOR, Role.ADMINISTRATOR));
    roleSets.add(Set.of(Role.SUPERVISOR, Role.AUDITOR));
    roleSets.add(Set.of(Role.OFFICER, Role.OWNER));
    roleSets.add(Set.of(Role.OPERATOR, Role.HOUSING_MANAGER));

    var persons = new ArrayList<Object[]>();
    for (var use : Use.values()) {
      for (var person : Person.values()) {
        for (var roles : roleSets) {
          for (var factor : Factor.values()) {
            for (var purpose : List.of(true, false)) {
              persons.add(new Object[] {use, person, roles, factor, purpose});
            }
          }
        }
      }
    }
    return persons;
  }

  static List<Object[]> cameras() {
    var cameras = new ArrayList<Object[]>();
    for (var ownership : Ownership.values()) {
      for (var proof : Proof.values()) {
        for (var belongs : Belongs.values()) {
          for (var sharing : Sharing.values()) {
            for (var off : List.of(true, false)) {
              for (var inHours : List.of(true, false)) {
                for (var incident : Case.values()) {
                  cameras.add(
                      new Object[] {ownership, proof, belongs, sharing, off, inHours, incident});
                }
              }
            }
          }
        }
      }
    }
    return cameras;
  }

  static Iterable<Row> rows(List<Object[]> persons, List<Extra> extras) {
    var cameras = cameras();
    return () ->
        persons.stream()
            .flatMap(left ->
                cameras.stream()
                    .flatMap(right -> extras.stream().map(extra -> row(left, right, extra))))
            .iterator();
  }

  @SuppressWarnings("unchecked")
  static Row row(Object[] left, Object[] right, Extra extra) {
    return new Row(
        (Use) left[0],
        (Person) left[1],
        (Set<Role>) left[2],
        (Factor) left[3],
        (boolean) left[4],
        (Ownership) right[0],
        (Proof) right[1],
        (Belongs) right[2],
        (Sharing) right[3],
        (boolean) right[4],
        (boolean) right[5],
        (Case) right[6],
        extra);
  }

  static Situation situation(Row row) {
    return new Situation(
        row.person() == Person.GONE ? null : actor(row.roles(), row.factor()),
        row.use(),
        row.purpose() ? Purpose.INV_ROBBERY : null,
        row.proof() == Proof.NO_CAMERA ? null : camera(row),
        consent(row),
        row.incident() != Case.NONE,
        INCIDENTS.get(row.incident()),
        EXTRAS.get(row.extra()),
        NOW,
        ZONE);
  }

  static final Map<List<Object>, Actor> ACTORS = new LinkedHashMap<>();

  static Actor actor(Set<Role> roles, Factor factor) {
    return ACTORS.computeIfAbsent(
        List.of(roles, factor),
        _ ->
            new Actor(
                ME,
                MINE,
                roles,
                "session",
                factor.age == null ? null : NOW.minus(factor.age),
                "192.0.2.1"));
  }

  static final Map<List<Object>, Camera> CAMERAS = new LinkedHashMap<>();

  static Camera camera(Row row) {
    return CAMERAS.computeIfAbsent(
        List.of(row.ownership(), row.proof(), row.belongs()),
        _ -> {
          var whose =
              switch (row.belongs()) {
                case MINE -> MINE;
                case OTHERS -> OTHERS;
                case NOBODYS -> null;
              };
          var builder = aCamera().place(CAMERA_PLACE).proved(row.proof() == Proof.PROVED);
          // A police camera is its owner's even where another agency has jurisdiction.
          return row.ownership() == Ownership.POLICE
              ? builder
                  .ownership(Ownership.POLICE)
                  .organisation(whose == null ? OrganisationId.random() : whose)
                  .agency(OTHERS)
                  .build()
              : builder.organisation(MINE).agency(whose).build();
        });
  }

  static final Map<List<Object>, Consent> CONSENTS = new LinkedHashMap<>();

  static Consent consent(Row row) {
    if (row.sharing() == Sharing.NEVER_ASKED) {
      return null;
    }
    return CONSENTS.computeIfAbsent(
        List.of(
            row.sharing(),
            row.off(),
            row.inHours(),
            row.extra() == Extra.OVERRIDE_AGAINST_OLDER_WORDS),
        _ ->
            aConsent()
                .level(Level.valueOf(row.sharing().name()))
                .radiusMetres(RADIUS)
                .lowestPriority(LOWEST_PRIORITY)
                .off(row.off())
                .textVersion(row.extra() == Extra.OVERRIDE_AGAINST_OLDER_WORDS ? "2026-11" : "")
                .schedule(
                    row.inHours()
                        ? WeeklySchedule.never().with(DayOfWeek.MONDAY, 7, 8)
                        : WeeklySchedule.always().without(DayOfWeek.MONDAY, 7, 8))
                .build());
  }

  private static boolean isFootage(Use use) {
    return use == Use.PLAYBACK || use == Use.THUMBNAIL;
  }
}
