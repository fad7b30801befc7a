package org.porchlight.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.OpenedEntry;
import org.porchlight.consent.Level;
import org.porchlight.consent.Sharing;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.Place;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraEdit;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.PoliceRegistry;
import org.porchlight.registry.Sees;
import org.porchlight.testing.Town;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class ImportsTests {

  private static final String HEADS =
      "address,latitude,longitude,relation,sees,name,overwrite_days,bearing,angle,range_metres\n";

  @Autowired BeanFactory beans;
  @Autowired Imports imports;
  @Autowired OwnerCameras cameras;
  @Autowired PoliceRegistry police;
  @Autowired Sharing sharing;
  @Autowired AuditTrail trail;
  @Autowired JdbcClient jdbc;

  Town town;
  Actor owner;

  @BeforeEach
  void foundTown() {
    town = new Town(beans);
    owner = town.owner();
  }

  @Test
  void everyRowBecomesACameraWithAConsentOfItsOwn() {
    var preview = table(line("1 Elm", 0, "Gate", ",14,90,60,30"), line("1 Elm", 10, "", ",,,,"));
    assertThat(preview.wrong()).isZero();
    assertThat(preview.sites()).isEqualTo(1);

    var done = done(preview);

    assertThat(done.cameras()).isEqualTo(2);
    assertThat(cameras.of(owner))
        .extracting(Camera::name)
        .containsExactlyInAnyOrder("Gate", "Camera 2");
    var gate = named("Gate");
    assertThat(gate.overwriteDays()).isEqualTo(14);
    assertThat(requireNonNull(gate.view()).rangeMetres()).isEqualTo(30);
    assertThat(gate.sees()).containsExactlyInAnyOrder(Sees.ENTRANCE, Sees.STREET);
    assertThat(gate.agency()).isEqualTo(town.agency);
    assertThat(gate.proved()).isFalse();
    assertThat(cameras.sitesOf(owner)).hasSize(1);
    assertThat(police.within(town.agency, town.center, 100, 10)).isEmpty();
    for (var camera : cameras.of(owner)) {
      var consent = sharing.current(camera.id()).orElseThrow();
      assertThat(consent.terms()).isEqualTo(terms());
      assertThat(consent.givenBy()).isEqualTo(owner.person());
      assertThat(trail.ofCamera(camera.id().toString(), Long.MAX_VALUE, 10))
          .extracting(OpenedEntry::event, OpenedEntry::cameraSeq)
          .containsExactly(tuple("consent.given", 2L), tuple("camera.registered", 1L));
    }
  }

  @Test
  void everyErrorIsSaidWithItsRowAndColumnAndNothingIsImported() {
    var preview =
        table(
            line("1 Elm", 0, "Gate", ""),
            ",abc,-200,landlord,street; moon,Door,400,1,,9999\n",
            line("2 Elm", 20, "Yard", ",x,1,2,3"),
            line("2 Elm", 20, "yard", ""));

    assertThat(preview.wrong()).isEqualTo(2);
    assertThat(errors(preview, 3))
        .containsOnly(
            "address imports.cell.missing",
            "latitude imports.number.wrong",
            "longitude imports.number.out-of-range",
            "relation imports.relation.unknown",
            "sees imports.sees.unknown",
            "angle imports.view.incomplete");
    assertThat(errors(preview, 4)).containsExactly("overwrite_days imports.number.wrong");
    assertThat(errors(preview, 5)).isEmpty();
    assertThat(preview.rows().get(3).line()).isEqualTo(5);
    assertThat(imports.register(owner, preview, terms())).isInstanceOf(ImportAnswer.Changed.class);
    assertThat(cameras.of(owner)).isEmpty();
    assertThat(cameras.sitesOf(owner)).isEmpty();
  }

  @Test
  void theSameFileTwiceIsNoticed() {
    var first = table(line("1 Elm", 0, "Gate", ""), line("1 Elm", 0, "gate ", ""));
    assertThat(errors(first, 3)).containsExactly("name imports.name.twice");

    done(table(line("1 Elm", 0, "Gate", "")));
    var again = table(line("1 Elm", 0, "Gate", ""), line("1 Elm", 5, "Gate", ""));

    assertThat(errors(again, 2)).containsExactly("name imports.name.registered-already");
    assertThat(errors(again, 3)).isEmpty();
  }

  @Test
  void whatWasRegisteredSinceThePreviewIsNoticed() {
    var preview = table(line("1 Elm", 0, "Gate", ""));
    done(preview);

    var answer = imports.register(owner, preview, terms());

    assertThat(answer)
        .isInstanceOfSatisfying(
            ImportAnswer.Changed.class,
            changed -> assertThat(changed.preview().wrong()).isEqualTo(1));
    assertThat(cameras.of(owner)).hasSize(1);
  }

  @Test
  void termsThatDoNotFitAreSaidAndNothingIsImported() {
    var preview = table(line("1 Elm", 0, "Gate", ""));
    var old = terms();
    var wrong =
        new Terms(old.level(), 49, 3, false, 0, old.schedule(), old.textVersion(), old.language());

    assertThat(imports.register(owner, preview, wrong))
        .isInstanceOfSatisfying(
            ImportAnswer.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .extracting(FieldError::field)
                    .containsExactly("radiusMetres"));
    assertThat(cameras.of(owner)).isEmpty();
  }

  @Test
  void aProofSpeaksForImportedCamerasAsForOthers() {
    town.proved(owner, town.center, Level.DURING_INCIDENTS);
    var besideANeighbour = town.center.walk(40, 90);
    town.proved(town.owner(), besideANeighbour.walk(5, 90), Level.DURING_INCIDENTS);

    done(
        table(
            line("100 main street", 10, "North", ""),
            line("100 Main Street", 60, "Too far", ""),
            line("100 Main Street", besideANeighbour, "Beside a neighbour", "")));

    assertThat(named("North").proved()).isTrue();
    assertThat(named("Too far").proved()).isFalse();
    assertThat(named("Beside a neighbour").proved()).isFalse();
  }

  /// One lock for each camera would not fit into the server: it has room for 3,840 of them here.
  @Test
  void fiveThousandCamerasAreOneTransaction() {
    var lines = new ArrayList<String>();
    for (var i = 0; i < 5_000; i++) {
      lines.add(line(i + " Elm", town.center.walk(i % 4_000, i % 360), "Camera of house " + i, ""));
    }
    var preview = table(lines.toArray(String[]::new));
    assertThat(preview.wrong()).isZero();

    var done = done(preview);

    assertThat(cameras.of(owner)).hasSize(5_000);
    assertThat(imports.of(owner)).containsExactly(done);
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*)
                      FROM audit.line l
                      JOIN audit.entry e ON e.line = l.line
                      JOIN imports.camera c ON c.camera_id::text = l.camera
                     WHERE c.import_id = :id
                    """)
                .param("id", done.id().value())
                .query(Integer.class)
                .single())
        .isEqualTo(10_000);
  }

  @Test
  void anImportIsUndoneButForWhatWasUsedSince() {
    var done = done(table(line("1 Elm", 0, "Gate", ""), line("2 Elm", 99, "Yard", "")));
    var yard = named("Yard");
    cameras.edit(
        owner, yard.id(), new CameraEdit("Back yard", null, null, yard.sees(), 7, yard.version()));
    var progress = new ArrayList<Integer>();

    var undone = imports.undo(owner, done.id(), progress::add);

    assertThat(undone).isEqualTo(new Imports.Undone(1, 1));
    assertThat(progress).containsExactly(2);
    assertThat(cameras.of(owner)).extracting(Camera::name).containsExactly("Back yard");
    assertThat(imports.of(owner).getFirst().undoneAt()).isNotNull();
    assertThatThrownBy(() -> imports.undo(owner, done.id(), _ -> {}))
        .isInstanceOf(ImportNotFound.class);
  }

  @Test
  void nobodyElseUndoesAnImport() {
    var done = done(table(line("1 Elm", 0, "Gate", "")));

    assertThatThrownBy(() -> imports.undo(town.owner(), done.id(), _ -> {}))
        .isInstanceOf(ImportNotFound.class);
    assertThat(cameras.of(owner)).hasSize(1);
    assertThat(imports.of(town.owner())).isEmpty();
  }

  @Test
  void aDeletedCameraLeavesNoTraceInItsImport() {
    var done = done(table(line("1 Elm", 0, "Gate", "")));

    cameras.delete(owner, named("Gate").id());

    assertThat(
            jdbc.sql("SELECT count(*) FROM imports.camera WHERE import_id = :id")
                .param("id", done.id().value())
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(imports.undo(owner, done.id(), _ -> {})).isEqualTo(new Imports.Undone(0, 0));
  }

  @Test
  void theTemplateCanBeReadInAsItIs() {
    for (var language : List.of("en", "es")) {
      var preview = imports.preview(owner, "template.csv", imports.template(language));
      assertThat(preview)
          .isInstanceOfSatisfying(
              Preview.Table.class,
              table -> {
                assertThat(table.wrong()).isZero();
                assertThat(table.rows()).hasSize(1);
              });
    }
  }

  @Test
  void wrongRowsComeBackAsATableThatSaysWhatIsWrong() {
    var preview = table(line("1 Elm", 0, "Gate", ""), "=2+2,33.5,,owner,street,Yard\n");

    var text =
        new String(imports.wrongRows(preview, "en", "what is wrong", _ -> "no longitude"), UTF_8);

    assertThat(text.lines()).hasSize(2);
    assertThat(text).contains("'=2+2,33.5,,owner,street,Yard,,,,,no longitude");
  }

  private Preview.Table table(String... lines) {
    var text = HEADS + String.join("", lines);
    return (Preview.Table) imports.preview(owner, "cameras.csv", text.getBytes(UTF_8));
  }

  private CameraImport done(Preview.Table preview) {
    return ((ImportAnswer.Done) imports.register(owner, preview, terms())).done();
  }

  private String line(String address, double north, String name, String more) {
    return line(address, town.center.walk(north, 0), name, more);
  }

  private static String line(String address, Place place, String name, String more) {
    return String.format(
        Locale.ROOT,
        "%s,%.6f,%.6f,owner,entrance/street,%s%s%n",
        address,
        place.latitude(),
        place.longitude(),
        name,
        more);
  }

  private static Terms terms() {
    return Terms.usual(Level.DURING_INCIDENTS, "es");
  }

  private static List<String> errors(Preview.Table preview, int line) {
    return preview.rows().stream()
        .filter(row -> row.line() == line)
        .flatMap(row -> row.errors().entrySet().stream())
        .flatMap(entry ->
            entry.getValue().stream().map(error -> entry.getKey() + " " + error.messageKey()))
        .collect(Collectors.toList());
  }

  private Camera named(String name) {
    return cameras.of(owner).stream()
        .filter(camera -> camera.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
