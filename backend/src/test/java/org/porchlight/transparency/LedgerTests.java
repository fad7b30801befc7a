package org.porchlight.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Access;
import org.porchlight.access.Decision.Allowed;
import org.porchlight.access.Decision.Denied;
import org.porchlight.access.Use;
import org.porchlight.audit.OpenedEntry;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.EmailAddress;
import org.porchlight.identity.FirstAccounts;
import org.porchlight.identity.NewAccount;
import org.porchlight.identity.Organisation;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.Role;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// From a look to the owner's ledger, through the real decision, log and database.
@SpringBootTest
class LedgerTests {

  @Autowired BeanFactory beans;
  @Autowired Access access;
  @Autowired Sharing sharing;
  @Autowired Ledger ledger;
  @Autowired OpenedLog openedLog;
  @Autowired FirstAccounts accounts;
  @Autowired Organisations organisations;

  @Test
  void ownerSeesEveryUseAndRefusalWithoutAGap() {
    var town = new Town(beans);
    var owner = person(OrganisationId.random(), Role.OWNER);
    var operator = person(town.agency, Role.OPERATOR);
    var camera = town.proved(owner, town.center, Level.ALWAYS);

    var refused = access.ask(operator, camera, Use.LIVE, "LEASE-ENFORCEMENT", null);
    var allowed = access.ask(operator, camera, Use.LIVE, "INV-VEHICLE-THEFT", null);
    access.close(((Allowed) allowed).permit(), 4_200, 900_000, "VIEWER_LEFT");
    sharing.off(owner, camera);

    assertThat(refused).isInstanceOf(Denied.class);
    var page = ledger.of(owner, camera, Ledger.NEWEST, 100);
    assertThat(page.missing()).isEmpty();
    var view =
        page.lines().stream().filter(line -> line.numbers().size() == 2).findFirst().orElseThrow();
    assertThat(view.event()).isEqualTo("camera.live.open");
    assertThat(view.outcome()).isEqualTo("ALLOW");
    assertThat(view.ground()).startsWith("CONSENT:v");
    assertThat(view.taken()).isEqualTo(new LedgerLine.Taken(4_200L, 900_000L, null));
    assertThat(view.stop()).isAfterOrEqualTo(view.start());
    assertThat(view.who().you()).isFalse();
    assertThat(view.who().role()).isEqualTo("OPERATOR");
    assertThat(view.who().name()).isNull();
    assertThat(page.lines())
        .anySatisfy(line -> {
          assertThat(line.outcome()).isEqualTo("DENY");
          assertThat(line.reason()).isEqualTo("PURPOSE_UNKNOWN");
          assertThat(line.purpose()).isNull();
        });
    assertThat(page.lines().getFirst().event()).isEqualTo("consent.off");
    assertThat(page.lines().getFirst().who().you()).isTrue();
    assertThat(page.lines().stream().flatMap(line -> line.numbers().stream()).sorted().toList())
        .isEqualTo(LongStream.rangeClosed(1, page.newest()).boxed().toList());
  }

  @Test
  void daysOfTheCalendarCountTheLinesThatTheirListShows() {
    var town = new Town(beans);
    var owner = person(OrganisationId.random(), Role.OWNER);
    var operator = person(town.agency, Role.OPERATOR);
    var camera = town.proved(owner, town.center, Level.ALWAYS);
    for (int i = 0; i < 3; i++) {
      var allowed = access.ask(operator, camera, Use.LIVE, "INV-VEHICLE-THEFT", null);
      access.close(((Allowed) allowed).permit(), 4_200, 900_000, "VIEWER_LEFT");
    }
    var all = ledger.of(owner, camera, Ledger.NEWEST, 100).lines();
    var zone = ZoneId.of("America/Chicago");

    var begun = all.stream().map(line -> LocalDate.ofInstant(line.start(), zone)).toList();
    for (var day : Set.copyOf(begun)) {
      var many = ledger.days(owner, camera, YearMonth.from(day), zone).get(day);
      var page = ledger.ofDay(owner, camera, day, zone, Ledger.NEWEST, 100);
      assertThat(many).isEqualTo(Collections.frequency(begun, day));
      assertThat(page.lines()).hasSize(many);
      assertThat(page.missing()).isEmpty();
    }
    var empty = begun.getFirst().minusMonths(1);
    assertThat(ledger.days(owner, camera, YearMonth.from(empty), zone)).isEmpty();
    assertThat(ledger.ofDay(owner, camera, empty, zone, Ledger.NEWEST, 100).lines()).isEmpty();
    assertThatThrownBy(() -> ledger.days(operator, camera, YearMonth.from(begun.getFirst()), zone))
        .isInstanceOf(LedgerClosed.class);
    assertThatThrownBy(() -> ledger.ofDay(operator, camera, empty, zone, Ledger.NEWEST, 100))
        .isInstanceOf(LedgerClosed.class);
  }

  @Test
  void auditorsFindTheLedgerOfEveryCamera() {
    var town = new Town(beans);
    var camera = town.proved(town.owner(), town.center, Level.ON_REQUEST);
    var auditor = person(OrganisationId.random(), Role.AUDITOR);

    assertThat(ledger.ofAll(auditor, 1_000))
        .anySatisfy(line -> {
          assertThat(line.camera()).isEqualTo(camera.toString());
          assertThat(line.entries()).isPositive();
        });
    assertThatThrownBy(() -> ledger.ofAll(person(town.agency, Role.OPERATOR), 10))
        .isInstanceOf(AuditorsOnly.class);
  }

  @Test
  void ledgerIsForTheOwnerAndForAuditors() {
    var town = new Town(beans);
    var owner = person(OrganisationId.random(), Role.OWNER);
    var camera = town.proved(owner, town.center, Level.ON_REQUEST);
    var auditor = person(OrganisationId.random(), Role.AUDITOR);

    assertThat(ledger.of(auditor, camera, Ledger.NEWEST, 10).newest()).isPositive();
    for (var role : List.of(Role.OWNER, Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)) {
      var other = person(OrganisationId.random(), role);
      assertThatThrownBy(() -> ledger.of(other, camera, Ledger.NEWEST, 10))
          .isInstanceOf(LedgerClosed.class);
      assertThatThrownBy(() -> openedLog.page(other, null, OpenedLog.NEWEST, 10))
          .isInstanceOf(AuditorsOnly.class);
    }
    var looks = openedLog.page(auditor, "audit.", OpenedLog.NEWEST, 2);
    assertThat(looks)
        .map(OpenedEntry::event)
        .containsExactly("audit.log.read", "audit.ledger.read");
    assertThat(looks)
        .allSatisfy(
            look -> assertThat(look.personal()).containsEntry("act", auditor.person().toString()));
  }

  /// Somebody with an account, whose second factor is fresh.
  private Actor person(OrganisationId organisation, Role role) {
    organisations.add(new Organisation(organisation, "An organisation", OrganisationKind.OTHER));
    var email = new EmailAddress(UUID.randomUUID() + "@example.org");
    var account = new NewAccount(email, "Dana Reyes", organisation, Set.of(role), "en");
    return new Actor(
        accounts.create(account, "correct horse battery staple", null),
        organisation,
        Set.of(role),
        "session " + email,
        Instant.now(),
        "198.51.100.7");
  }
}
