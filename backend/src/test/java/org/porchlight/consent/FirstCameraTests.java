package org.porchlight.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.identity.LogIn;
import org.porchlight.identity.LogInAnswer;
import org.porchlight.identity.MailKind;
import org.porchlight.identity.MailRequested;
import org.porchlight.identity.OrganisationKind;
import org.porchlight.identity.Organisations;
import org.porchlight.identity.PasswordAnswer;
import org.porchlight.identity.PasswordLinks;
import org.porchlight.identity.Role;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/// A camera that is typed before there is an account.
@SpringBootTest
@RecordApplicationEvents
class FirstCameraTests {

  static final String SOURCE = "203.0.113.9";
  static final String PASSWORD = "violet kettle bridge";

  @Autowired BeanFactory beans;
  @Autowired FirstCamera firstCamera;
  @Autowired Drafts drafts;
  @Autowired JdbcDrafts rows;
  @Autowired OwnerCameras cameras;
  @Autowired PoliceRegistry police;
  @Autowired Sharing sharing;
  @Autowired Organisations organisations;
  @Autowired PasswordLinks passwordLinks;
  @Autowired LogIn logIn;
  @Autowired JdbcClient jdbc;
  @Autowired ApplicationEvents events;
  @Autowired Clock clock;

  final String email = "first-" + UUID.randomUUID() + "@home.example";
  Town town;

  @BeforeEach
  void foundTown() {
    town = new Town(beans);
  }

  @Test
  void theButtonBehindTheLinkMakesAccountCameraAndConsentAtOnce() {
    leave(draft("es"));
    var token = token(MailKind.CONFIRM_CAMERA, "/confirm/");
    assertThat(police.within(town.agency, town.center, 500, 10)).isEmpty();
    assertThat(people()).isZero();

    var waiting = firstCamera.look(token, "en").orElseThrow();
    assertThat(waiting.address()).isEqualTo("12 Elm Street");
    assertThat(waiting.isNew()).isFalse();
    assertThat(waiting.words()).isEqualTo(ConsentText.of(Level.ALWAYS, "es"));
    assertThat(people()).isZero();
    var confirmed = confirm(token, waiting.words().hash());

    assertThat(confirmed.withCamera()).isTrue();
    var path = confirmed.passwordPath();
    assertThat(path).isNotNull();
    assertThat(passwordLinks.set(path.substring("/password/".length()), "too short", SOURCE))
        .isInstanceOf(PasswordAnswer.Refused.class);
    assertThat(passwordLinks.set(path.substring("/password/".length()), PASSWORD, SOURCE))
        .isInstanceOf(PasswordAnswer.Set.class);
    var owner = ((LogInAnswer.SignedIn) logIn.withPassword(email, PASSWORD, SOURCE)).actor();
    assertThat(owner.roles()).containsExactly(Role.OWNER);
    assertThat(organisations.find(owner.organisation()).orElseThrow().kind())
        .isEqualTo(OrganisationKind.RESIDENT);
    var camera = cameras.of(owner).getFirst();
    assertThat(camera.place()).isEqualTo(town.center);
    assertThat(camera.sees()).containsExactly(Sees.STREET);
    assertThat(camera.overwriteDays()).isEqualTo(9);
    assertThat(camera.agency()).isEqualTo(town.agency);
    assertThat(cameras.sitesOf(owner).getFirst().relation())
        .isEqualTo(Relation.TENANT_WITH_CONSENT);
    var consent = sharing.current(camera.id()).orElseThrow();
    assertThat(consent.givenBy()).isEqualTo(owner.person());
    assertThat(consent.terms()).isEqualTo(Terms.usual(Level.ALWAYS, "es"));
    assertThat(consent.textHash()).isEqualTo(waiting.words().hash());
    // It waits for its proof like every other one, and the link works once.
    assertThat(police.within(town.agency, town.center, 500, 10)).isEmpty();
    assertThat(firstCamera.confirm(token, waiting.words().hash(), "en", SOURCE))
        .isInstanceOf(LinkAnswer.Gone.class);
    assertThat(draftRows()).isZero();
  }

  @Test
  void whatIsMissingIsSaidAtOnceAndNoMailGoesOut() {
    var nothing = new CameraDraft(" ", null, null, Set.of(), null, null, null, null, null);

    var invalid = (FirstCameraAnswer.Invalid) firstCamera.leave(email, nothing, SOURCE);

    assertThat(invalid.errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder(
            "address", "place", "relation", "sees", "overwriteDays", "level");
    assertThat(firstCamera.leave("no address", draft("en"), SOURCE))
        .isEqualTo(
            new FirstCameraAnswer.Invalid(
                List.of(FieldError.of("email", "signup.refused.EMAIL_INVALID"))));
    assertThat(mails()).isEmpty();
  }

  @Test
  void onlyTheMailboxLearnsThatAnAddressIsKnownAndItsOwnerAddsTheCameraLoggedIn() {
    leave(draft("en"));
    confirm(token(MailKind.CONFIRM_CAMERA, "/confirm/"), hash("en"));
    var owner = owner();

    assertThat(firstCamera.leave(email, draft("en"), SOURCE))
        .isEqualTo(firstCamera.leave("other-" + email, draft("en"), SOURCE));

    var token = token(MailKind.ALREADY_REGISTERED_CAMERA, "/cameras/new?draft=");
    assertThat(drafts.ofLink(owner, token)).contains(draft("en"));
    assertThat(drafts.ofLink(town.owner(), token)).isEmpty();
    // The link makes no second account, whoever presses the button.
    assertThat(firstCamera.confirm(token, hash("en"), "en", SOURCE))
        .isInstanceOf(LinkAnswer.Gone.class);
    assertThat(cameras.of(owner)).hasSize(1);
    assertThat(people()).isEqualTo(1);
  }

  @Test
  void whereTheWordsChangedMeanwhileTheyAreShownAndAgreedToAnew() {
    var old = Terms.usual(Level.ALWAYS, "en");
    leave(draft("en"));
    var token = token(MailKind.CONFIRM_CAMERA, "/confirm/");
    drafts.put(
        draftId(),
        draft(
            new Terms(
                old.level(),
                old.radiusMetres(),
                old.lowestPriority(),
                old.audio(),
                old.preEventSeconds(),
                old.schedule(),
                "1999-01",
                "en"),
            "0".repeat(64)));

    var shown = firstCamera.look(token, "es").orElseThrow();
    assertThat(shown.isNew()).isTrue();
    assertThat(shown.words()).isEqualTo(ConsentText.of(Level.ALWAYS, "es"));
    for (var agreed : new String[] {null, "", "0".repeat(64), hash("en")}) {
      assertThat(firstCamera.confirm(token, agreed, "es", SOURCE))
          .isEqualTo(new LinkAnswer.NewWords(shown));
    }
    assertThat(people()).isZero();
    assertThat(confirm(token, hash("es"), "es").withCamera()).isTrue();

    var consent = sharing.current(cameras.of(owner()).getFirst().id()).orElseThrow();
    assertThat(consent.terms().language()).isEqualTo("es");
    assertThat(consent.textHash()).isEqualTo(hash("es"));
  }

  @Test
  void whoeverAgreedToWordsThatAreOldAlreadyIsToldSoAtOnce() {
    var draft = draft(Terms.usual(Level.ALWAYS, "en"), "0".repeat(64));

    assertThat(firstCamera.leave(email, draft, SOURCE))
        .isEqualTo(
            new FirstCameraAnswer.Invalid(
                List.of(FieldError.of("textVersion", "consent.textVersion.outdated"))));
  }

  @Test
  void aDraftIsSealedAndForgottenAfterSevenDays() {
    leave(draft("en"));
    var id = draftId();

    var now = clock.instant();
    var sealed = rows.find(id, now.plus(Duration.ofDays(7).minusMinutes(5))).orElseThrow();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Elm", "ALWAYS");
    assertThat(rows.find(id, now.plus(Duration.ofDays(7).plusMinutes(5)))).isEmpty();
    // Moved to another row it does not open.
    var other = UUID.randomUUID();
    rows.put(other, sealed, now.plusSeconds(600));
    assertThat(drafts.find(other)).isEmpty();

    jdbc.sql("UPDATE consent.draft SET expires_at = :past WHERE id = :id")
        .param("past", java.sql.Timestamp.from(now.minusSeconds(1)))
        .param("id", id)
        .update();
    assertThat(
            firstCamera.confirm(
                token(MailKind.CONFIRM_CAMERA, "/confirm/"), hash("en"), "en", SOURCE))
        .isInstanceOf(LinkAnswer.Gone.class);
    drafts.sweep();
    assertThat(
            jdbc.sql("SELECT count(*) FROM consent.draft WHERE id = :id")
                .param("id", id)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(people()).isZero();
  }

  @Test
  void aMailboxIsNotBombed() {
    for (int i = 0; i < 8; i++) {
      leave(draft("en"));
    }

    assertThat(mails()).hasSize(5);
  }

  @Test
  void whatAnOwnerTypedIsKeptUntilItIsRegisteredAndSeenByNobodyElse() {
    var owner = town.owner();
    var half = new CameraDraft("12 El", null, null, Set.of(), null, null, null, null, null);

    drafts.keep(owner, half);
    drafts.keep(owner, draft("es"));

    assertThat(drafts.kept(owner)).contains(draft("es"));
    assertThat(drafts.kept(town.owner())).isEmpty();
    assertThat(police.within(town.agency, town.center, 500, 10)).isEmpty();
    drafts.forget(owner);
    assertThat(drafts.kept(owner)).isEmpty();
  }

  private CameraDraft draft(String language) {
    return draft(Terms.usual(Level.ALWAYS, language), hash(language));
  }

  private CameraDraft draft(Terms terms, String hash) {
    return new CameraDraft(
        "12 Elm Street",
        town.center,
        Relation.TENANT_WITH_CONSENT,
        Set.of(Sees.STREET),
        9,
        null,
        null,
        terms,
        hash);
  }

  private static String hash(String language) {
    return ConsentText.of(Level.ALWAYS, language).hash();
  }

  private void leave(CameraDraft draft) {
    assertThat(firstCamera.leave(email, draft, SOURCE))
        .isInstanceOf(FirstCameraAnswer.CheckYourMail.class);
  }

  private LinkAnswer.Confirmed confirm(String token, @Nullable String agreed) {
    return confirm(token, agreed, "en");
  }

  private LinkAnswer.Confirmed confirm(String token, @Nullable String agreed, String language) {
    return (LinkAnswer.Confirmed) firstCamera.confirm(token, agreed, language, SOURCE);
  }

  private String token(MailKind kind, String before) {
    var path =
        mails().stream()
            .filter(mail -> mail.kind() == kind)
            .reduce((_, last) -> last)
            .orElseThrow()
            .parameters()
            .get("path");
    assertThat(path).startsWith(before);
    return path.substring(before.length());
  }

  private List<MailRequested> mails() {
    return events.stream(MailRequested.class).filter(mail -> mail.to().equals(email)).toList();
  }

  private UUID draftId() {
    return jdbc.sql("SELECT draft FROM identity.sign_up WHERE email = :email")
        .param("email", email)
        .query(UUID.class)
        .single();
  }

  private long draftRows() {
    return jdbc.sql("SELECT count(*) FROM identity.sign_up WHERE email = :email")
        .param("email", email)
        .query(Long.class)
        .single();
  }

  private long people() {
    return jdbc.sql("SELECT count(*) FROM identity.person WHERE email = :email")
        .param("email", email)
        .query(Long.class)
        .single();
  }

  private Actor owner() {
    return jdbc.sql("SELECT id, organisation_id FROM identity.person WHERE email = :email")
        .param("email", email)
        .query((row, _) ->
            new Actor(
                new org.porchlight.identity.PersonId(row.getObject("id", UUID.class)),
                new org.porchlight.identity.OrganisationId(
                    row.getObject("organisation_id", UUID.class)),
                Set.of(Role.OWNER),
                "session",
                null,
                SOURCE))
        .single();
  }
}
