package org.porchlight.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.audit.AuditEvent;
import org.porchlight.audit.AuditLog;
import org.porchlight.audit.AuditTrail;
import org.porchlight.audit.Outcome;
import org.porchlight.consent.CameraRegistration;
import org.porchlight.consent.Terms;
import org.porchlight.identity.Actor;
import org.porchlight.kernel.FieldError;
import org.porchlight.kernel.OutsideTransactions;
import org.porchlight.kernel.Place;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.CameraNotFound;
import org.porchlight.registry.FieldOfView;
import org.porchlight.registry.NewCamera;
import org.porchlight.registry.OwnerCameras;
import org.porchlight.registry.Ownership;
import org.porchlight.registry.Relation;
import org.porchlight.registry.Sees;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Registers the cameras of a table, all of them or none, each with its own consent to the same
/// terms. They are not connected yet, and police see none of them before its address is proved. See
/// docs/decisions/0044-many-cameras-at-once.md.
@Service
public class Imports {

  /// So long an import can be undone.
  static final Duration UNDO = Duration.ofDays(30);

  /// Two cameras of one name so near are one.
  private static final double SAME_CAMERA = 2;

  /// What a camera's line in the log holds after its import: registered, and consented to.
  private static final int ENTRIES_OF_AN_IMPORT = 2;

  /// Cameras that one transaction deletes: each holds its lock in the log until it ends.
  private static final int AT_ONCE = 50;

  private final CameraRegistration registration;
  private final OwnerCameras cameras;
  private final JdbcImports imports;
  private final AuditLog log;
  private final AuditTrail trail;
  private final TransactionOperations transaction;
  private final Clock clock;

  Imports(
      CameraRegistration registration,
      OwnerCameras cameras,
      JdbcImports imports,
      AuditLog log,
      AuditTrail trail,
      TransactionOperations transaction,
      Clock clock) {
    this.registration = registration;
    this.cameras = cameras;
    this.imports = imports;
    this.log = log;
    this.trail = trail;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// An empty table with its heads and one line that shows how it is filled in, for a spreadsheet.
  ///
  /// @param language `en` or `es`
  /// @return CSV in UTF-8
  public byte[] template(String language) {
    var heads = new ArrayList<String>();
    for (var column : ImportColumn.values()) {
      heads.add(column.name(language));
    }
    var line =
        language.equals("es")
            ? List.of(
                "1200 Maple Avenue",
                "33.5186",
                "-86.8104",
                "administrador",
                "entrada; acera",
                "Puerta norte",
                "14",
                "90",
                "70",
                "25")
            : List.of(
                "1200 Maple Avenue",
                "33.5186",
                "-86.8104",
                "manager",
                "entrance; sidewalk",
                "North door",
                "14",
                "90",
                "70",
                "25");
    return ImportTable.write(List.of(heads, line));
  }

  /// The rows with an error as a table of their own: as they were typed, with one more column that
  /// says what is wrong, so that they can be mended and read in again.
  ///
  /// @param words says what is wrong with a row
  /// @return CSV in UTF-8
  public byte[] wrongRows(
      Preview.Table preview, String language, String head, Function<ImportRow, String> words) {
    var lines = new ArrayList<List<String>>();
    var heads = new ArrayList<String>();
    for (var column : ImportColumn.values()) {
      heads.add(column.name(language));
    }
    heads.add(head);
    lines.add(heads);
    for (var row : preview.rows()) {
      if (!row.errors().isEmpty()) {
        var line = new ArrayList<String>();
        for (var column : ImportColumn.values()) {
          line.add(row.cells().getOrDefault(column, ""));
        }
        line.add(words.apply(row));
        lines.add(line);
      }
    }
    return ImportTable.write(lines);
  }

  /// Looks at a file and changes nothing.
  ///
  /// @param name of the file
  /// @param file CSV, at most 10 MB and 10,000 cameras
  public Preview preview(Actor owner, String name, byte[] file) {
    return switch (ImportTable.read(file)) {
      case ImportTable.Reading.Unreadable(var error) -> new Preview.Unreadable(error);
      case ImportTable.Reading.Read(var table) -> {
        var rows = new ArrayList<ImportRow>();
        for (var line : table.lines()) {
          rows.add(row(owner, table, line));
        }
        yield table(name, withoutDoubles(owner, rows));
      }
    };
  }

  /// Registers every row of a preview that has no errors, in one transaction.
  public ImportAnswer register(Actor owner, Preview.Table preview, Terms terms) {
    OutsideTransactions.require("registering many cameras");
    var wrong = registration.errors(terms, Ownership.PRIVATE);
    if (!wrong.isEmpty()) {
      return new ImportAnswer.Invalid(wrong);
    }
    // What was fine a minute ago may have been registered in another window since.
    var now = table(preview.file(), withoutDoubles(owner, preview.rows()));
    if (now.wrong() > 0) {
      return new ImportAnswer.Changed(now);
    }
    var rows = now.rows().stream().map(row -> Objects.requireNonNull(row.camera())).toList();
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          // As the database keeps it.
          var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
          var done =
              new CameraImport(ImportId.random(), now.file(), rows.size(), at, at.plus(UNDO), null);
          imports.add(owner.person(), done);
          imports.addCameras(done.id(), registration.registerMany(owner, rows, terms));
          log.append(by(owner, "cameras.imported", done).plain("cameras", rows.size()));
          return new ImportAnswer.Done(done);
        }));
  }

  /// The person's imports, newest first.
  public List<CameraImport> of(Actor owner) {
    return imports.of(owner.person());
  }

  /// Whether it is not undone yet, and not too old for it.
  public boolean mayBeUndone(CameraImport made) {
    return made.undoneAt() == null && clock.instant().isBefore(made.undoUntil());
  }

  /// What undoing an import has done.
  ///
  /// @param deleted how many cameras it took away
  /// @param kept how many stay, because somebody has changed, connected or used them since
  public record Undone(int deleted, int kept) {}

  /// Deletes the cameras of an import that nothing has happened to since. If it is interrupted, it
  /// is asked for again and goes on.
  ///
  /// @param progress told how many of its cameras were looked at
  /// @throws ImportNotFound if it is not the person's own, or cannot be undone any more
  public Undone undo(Actor owner, ImportId id, IntConsumer progress) {
    OutsideTransactions.require("undoing an import");
    var made =
        imports
            .find(owner.person(), id)
            .filter(this::mayBeUndone)
            .orElseThrow(() -> new ImportNotFound(id));
    var all = imports.cameras(id);
    var deleted = 0;
    for (var from = 0; from < all.size(); from += AT_ONCE) {
      var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      deleted += Objects.requireNonNull(transaction.execute(_ -> delete(owner, some)));
      progress.accept(from + some.size());
    }
    var result = new Undone(deleted, all.size() - deleted);
    transaction.executeWithoutResult(_ -> {
      imports.undone(id, clock.instant());
      log.append(
          by(owner, "cameras.import_undone", made)
              .plain("deleted", result.deleted())
              .plain("kept", result.kept()));
    });
    return result;
  }

  private int delete(Actor owner, List<CameraId> some) {
    var deleted = 0;
    for (var camera : some) {
      var entries = trail.ofCamera(camera.toString(), Long.MAX_VALUE, ENTRIES_OF_AN_IMPORT + 1);
      if (entries.size() == ENTRIES_OF_AN_IMPORT && isThere(owner, camera)) {
        cameras.delete(owner, camera);
        deleted++;
      }
    }
    return deleted;
  }

  private boolean isThere(Actor owner, CameraId camera) {
    try {
      return cameras.find(owner, camera).isPresent();
    } catch (CameraNotFound gone) {
      return false;
    }
  }

  private static AuditEvent by(Actor owner, String event, CameraImport made) {
    return AuditEvent.of(event, Outcome.DONE)
        .personal("act", owner.person().toString())
        .personal("org", owner.organisation().toString())
        .personal("src", owner.source())
        .personal("import", made.id().toString());
  }

  // ---- rows

  private static Preview.Table table(String file, List<ImportRow> rows) {
    var addresses = new HashSet<String>();
    rows.forEach(row ->
        addresses.add(row.cells().getOrDefault(ImportColumn.ADDRESS, "").toLowerCase(Locale.ROOT)));
    var wrong = (int) rows.stream().filter(row -> !row.errors().isEmpty()).count();
    return new Preview.Table(file, rows, wrong, addresses.size());
  }

  private ImportRow row(Actor owner, ImportTable table, ImportTable.Line line) {
    var cells = new EnumMap<ImportColumn, String>(ImportColumn.class);
    for (var column : ImportColumn.values()) {
      var cell = table.cell(line, column);
      if (!cell.isEmpty()) {
        cells.put(column, cell);
      }
    }
    var reading = new Cells(cells);
    var camera = reading.camera();
    if (reading.errors.isEmpty()) {
      registration.errors(owner, camera).forEach(reading::add);
    }
    return new ImportRow(
        line.number(), cells, reading.errors.isEmpty() ? camera : null, reading.errors);
  }

  /// A second camera of the same name at the same place is a mistake: a file that was read twice,
  /// or a line that was copied.
  private List<ImportRow> withoutDoubles(Actor owner, List<ImportRow> rows) {
    Map<String, List<Known>> known = new HashMap<>();
    for (var camera : cameras.of(owner)) {
      remember(known, camera.name(), new Known(camera.place(), 0));
    }
    var looked = new ArrayList<ImportRow>();
    for (var row : rows) {
      var camera = row.camera();
      var name = camera == null ? null : camera.name();
      var place = camera == null ? null : camera.place();
      if (name == null || place == null) {
        looked.add(row);
        continue;
      }
      var same =
          known.getOrDefault(key(name), List.of()).stream()
              .filter(other -> other.place().metresTo(place) <= SAME_CAMERA)
              .findFirst();
      if (same.isPresent()) {
        looked.add(doubled(row, same.get().line()));
      } else {
        remember(known, name, new Known(place, row.line()));
        looked.add(row);
      }
    }
    return looked;
  }

  /// @param line of the file, 0 for a camera that is registered
  private record Known(Place place, int line) {}

  private static void remember(Map<String, List<Known>> known, String name, Known camera) {
    known.computeIfAbsent(key(name), _ -> new ArrayList<>()).add(camera);
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static ImportRow doubled(ImportRow row, int line) {
    var error =
        line == 0
            ? FieldError.of("name", "imports.name.registered-already")
            : new FieldError("name", "imports.name.twice", Map.of("line", Integer.toString(line)));
    return new ImportRow(row.line(), row.cells(), null, Map.of(ImportColumn.NAME, List.of(error)));
  }

  /// Reads the cells of one line.
  private static final class Cells {

    private final Map<ImportColumn, String> cells;
    private final Map<ImportColumn, List<FieldError>> errors = new EnumMap<>(ImportColumn.class);

    Cells(Map<ImportColumn, String> cells) {
      this.cells = cells;
    }

    NewCamera camera() {
      return new NewCamera(
          null,
          text(ImportColumn.ADDRESS),
          place(),
          relation(),
          sees(),
          days(),
          text(ImportColumn.NAME),
          view(),
          Ownership.PRIVATE,
          null);
    }

    /// Puts an error of a field into the column where it is mended.
    void add(FieldError error) {
      var column =
          switch (error.field()) {
            case "place" -> ImportColumn.LATITUDE;
            case "relation" -> ImportColumn.RELATION;
            case "sees" -> ImportColumn.SEES;
            case "overwriteDays" -> ImportColumn.OVERWRITE_DAYS;
            case "name" -> ImportColumn.NAME;
            default -> ImportColumn.ADDRESS;
          };
      add(column, error);
    }

    private void add(ImportColumn column, FieldError error) {
      errors.computeIfAbsent(column, _ -> new ArrayList<>()).add(error);
    }

    private void wrong(ImportColumn column, String what) {
      add(column, FieldError.of(column.toString(), "imports." + what));
    }

    private @Nullable String text(ImportColumn column) {
      var cell = cells.get(column);
      if (cell == null && column.isRequired()) {
        wrong(column, "cell.missing");
      }
      return cell;
    }

    private @Nullable Place place() {
      var latitude = number(ImportColumn.LATITUDE, 90);
      var longitude = number(ImportColumn.LONGITUDE, 180);
      return latitude == null || longitude == null ? null : new Place(latitude, longitude);
    }

    /// A decimal comma is fine, as a spreadsheet writes it in Spanish.
    private @Nullable Double number(ImportColumn column, double most) {
      var cell = text(column);
      if (cell == null) {
        return null;
      }
      var number = decimal(cell);
      if (number == null) {
        wrong(column, "number.wrong");
      } else if (Math.abs(number) > most) {
        add(
            column,
            new FieldError(
                column.toString(),
                "imports.number.out-of-range",
                Map.of("least", "-" + (int) most, "most", Integer.toString((int) most))));
        return null;
      }
      return number;
    }

    private static @Nullable Double decimal(String cell) {
      return cell.matches("[+-]?[0-9]{1,6}([.,][0-9]{0,15})?")
          ? Double.valueOf(cell.replace(',', '.'))
          : null;
    }

    private @Nullable Relation relation() {
      var cell = text(ImportColumn.RELATION);
      var relation = cell == null ? null : ImportWord.relation(cell).orElse(null);
      if (cell != null && relation == null) {
        wrong(ImportColumn.RELATION, "relation.unknown");
      }
      return relation;
    }

    private EnumSet<Sees> sees() {
      var sees = EnumSet.noneOf(Sees.class);
      var cell = text(ImportColumn.SEES);
      for (var word : cell == null ? new String[0] : ImportWord.words(cell)) {
        ImportWord.sees(word)
            .ifPresentOrElse(
                sees::add,
                () ->
                    add(
                        ImportColumn.SEES,
                        new FieldError("sees", "imports.sees.unknown", Map.of("word", word))));
      }
      return sees;
    }

    private @Nullable Integer days() {
      var cell = cells.get(ImportColumn.OVERWRITE_DAYS);
      if (cell == null) {
        return NewCamera.USUAL_OVERWRITE_DAYS;
      }
      if (!cell.matches("[0-9]{1,6}")) {
        wrong(ImportColumn.OVERWRITE_DAYS, "number.wrong");
        return NewCamera.USUAL_OVERWRITE_DAYS;
      }
      return Integer.valueOf(cell);
    }

    private @Nullable FieldOfView view() {
      var columns = List.of(ImportColumn.BEARING, ImportColumn.ANGLE, ImportColumn.RANGE);
      var given = columns.stream().filter(cells::containsKey).toList();
      if (given.isEmpty()) {
        return null;
      }
      var numbers = new ArrayList<Double>();
      for (var column : columns) {
        var cell = cells.get(column);
        if (cell == null) {
          wrong(column, "view.incomplete");
          continue;
        }
        var number = decimal(cell);
        if (number == null) {
          wrong(column, "number.wrong");
        } else {
          numbers.add(number);
        }
      }
      if (numbers.size() < columns.size()) {
        return null;
      }
      checkRange(ImportColumn.BEARING, numbers.get(0), 0, 359.999);
      checkRange(ImportColumn.ANGLE, numbers.get(1), 1, 360);
      checkRange(ImportColumn.RANGE, numbers.get(2), 1, 500);
      return columns.stream().anyMatch(errors::containsKey)
          ? null
          : new FieldOfView(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    private void checkRange(ImportColumn column, double number, int least, double most) {
      if (number < least || number > most) {
        add(
            column,
            new FieldError(
                column.toString(),
                "imports.number.out-of-range",
                Map.of("least", Integer.toString(least), "most", Long.toString((long) most))));
      }
    }
  }
}
