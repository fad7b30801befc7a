package org.porchlight.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.registry.CameraId;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class SharingTests {

  @Autowired BeanFactory beans;
  @Autowired Sharing sharing;
  @Autowired JdbcClient jdbc;

  Town town;
  Actor owner;
  CameraId camera;

  @BeforeEach
  void registerCamera() {
    town = new Town(beans);
    owner = town.owner();
    camera = town.proved(owner, town.center, Level.DURING_INCIDENTS);
  }

  @Test
  void whatIsGivenIsWhatIsInForce() {
    var terms =
        new Terms(
            Level.ALWAYS,
            1600,
            5,
            true,
            60,
            WeeklySchedule.always().without(DayOfWeek.SUNDAY, 0, 24),
            ConsentText.of(Level.ALWAYS, "es").version(),
            "es");

    var given = ((ConsentAnswer.Given) sharing.give(owner, camera, terms)).consent();

    assertThat(given.version()).isEqualTo(2);
    assertThat(given.terms()).isEqualTo(terms);
    assertThat(given.givenBy()).isEqualTo(owner.person());
    assertThat(given.textHash()).isEqualTo(ConsentText.of(Level.ALWAYS, "es").hash());
    var current = sharing.current(camera).orElseThrow();
    assertThat(current).usingRecursiveComparison().ignoringFields("at").isEqualTo(given);
    assertThat(sharing.currentOf(List.of(camera, CameraId.random())))
        .containsOnlyKeys(camera)
        .containsValue(current);
    assertThat(sharing.history(owner, camera)).extracting(Consent::version).containsExactly(2, 1);
  }

  @Test
  void sameTermsAgainAddNoVersion() {
    var terms = sharing.current(camera).orElseThrow().terms();

    sharing.give(owner, camera, terms);

    assertThat(sharing.history(owner, camera)).hasSize(1);
  }

  @Test
  void wrongTermsChangeNothing() {
    var terms = new Terms(Level.ALWAYS, 1601, 0, false, -1, WeeklySchedule.always(), "x", "fr");

    assertThat(sharing.give(owner, camera, terms))
        .isInstanceOfSatisfying(
            ConsentAnswer.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .extracting(FieldError::field)
                    .containsExactly(
                        "radiusMetres", "lowestPriority", "preEventSeconds", "language"));
    assertThat(sharing.history(owner, camera)).hasSize(1);
  }

  @Test
  void switchKeepsTheTermsAndTurningItTwiceIsHarmless() {
    var terms = sharing.current(camera).orElseThrow().terms();

    assertThat(sharing.off(owner, camera).off()).isTrue();
    assertThat(sharing.off(owner, camera).version()).isEqualTo(2);
    assertThat(sharing.current(camera).orElseThrow().terms()).isEqualTo(terms);
    assertThat(sharing.on(owner, camera).off()).isFalse();
    assertThat(sharing.on(owner, camera).version()).isEqualTo(3);
  }

  @Test
  void newTermsDoNotSwitchOnWhatIsOff() {
    sharing.off(owner, camera);

    sharing.give(owner, camera, Terms.usual(Level.ALWAYS, "en"));

    assertThat(sharing.current(camera).orElseThrow().off()).isTrue();
    assertThat(pulledUnasked()).doesNotContain(camera);
  }

  @Test
  void oneSwitchTurnsEverythingOfTheOwnerOff() {
    var second = town.proved(owner, town.center.walk(50, 0), Level.ALWAYS);
    var others = town.proved(town.owner(), town.center.walk(90, 0), Level.ALWAYS);
    assertThat(pulledUnasked()).contains(second, others).doesNotContain(camera);

    assertThat(sharing.offEverything(owner)).isEqualTo(2);
    assertThat(sharing.offEverything(owner)).isZero();

    assertThat(sharing.current(camera).orElseThrow().off()).isTrue();
    assertThat(sharing.current(second).orElseThrow().off()).isTrue();
    assertThat(sharing.current(others).orElseThrow().off()).isFalse();
    assertThat(pulledUnasked()).contains(others).doesNotContain(second);
  }

  @Test
  void versionsHaveNoGapHoweverManyAreAtIt() throws Exception {
    var tasks = new ArrayList<Callable<Consent>>();
    for (int i = 0; i < 20; i++) {
      var off = i % 2 == 0;
      tasks.add(() -> off ? sharing.off(owner, camera) : sharing.on(owner, camera));
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isNotNull();
      }
    }

    var history = sharing.history(owner, camera);
    assertThat(history.getFirst().version()).isEqualTo(history.size());
  }

  @Test
  void versionsCanNeitherBeChangedNorDeletedByTheApplication() {
    assertThatThrownBy(() -> jdbc.sql("UPDATE consent.version SET switched_off = false").update())
        .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() -> jdbc.sql("DELETE FROM consent.version").update())
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void everyChangeIsInTheLogOfTheCamera() {
    sharing.off(owner, camera);
    sharing.on(owner, camera);
    sharing.give(owner, camera, Terms.usual(Level.ON_REQUEST, "en"));

    assertThat(
            jdbc.sql(
                    """
                    SELECT e.event
                      FROM audit.entry e
                      JOIN audit.line l ON l.line = e.line
                     WHERE l.camera = :camera
                     ORDER BY e.camera_seq
                    """)
                .param("camera", camera.toString())
                .query(String.class)
                .list())
        .containsExactly(
            "camera.registered",
            "consent.given",
            "site.proof.given",
            "consent.off",
            "consent.on",
            "consent.given");
  }

  @Test
  void everyLevelHasItsWordsInBothLanguages() {
    for (var level : Level.values()) {
      var english = ConsentText.of(level, "en");
      var spanish = ConsentText.of(level, "es");
      assertThat(english.text()).isNotBlank().isNotEqualTo(spanish.text());
      assertThat(english.hash()).hasSize(64).isNotEqualTo(spanish.hash());
      assertThat(ConsentText.of(level, "fr")).isEqualTo(english);
    }
  }

  @Test
  void whatIsPulledUnaskedIsSharedAlwaysOrBufferedForIncidents() {
    var plain = town.proved(owner, town.center.walk(60, 0), Level.DURING_INCIDENTS);
    var buffered = town.proved(owner, town.center.walk(70, 0), Level.DURING_INCIDENTS);
    var usual = Terms.usual(Level.DURING_INCIDENTS, "en");
    var terms =
        new Terms(
            usual.level(),
            usual.radiusMetres(),
            usual.lowestPriority(),
            false,
            20,
            usual.schedule(),
            usual.textVersion(),
            "en");

    sharing.give(owner, buffered, terms);

    assertThat(pulledUnasked()).contains(buffered).doesNotContain(plain);
    sharing.off(owner, buffered);
    assertThat(pulledUnasked()).doesNotContain(buffered);
  }

  private List<CameraId> pulledUnasked() {
    return sharing.pulledUnasked().stream().map(Consent::camera).toList();
  }
}
