package org.porchlight.imports;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.porchlight.kernel.FieldError;

/// A table of cameras as somebody's spreadsheet wrote it: RFC 4180 with commas, semicolons or tabs,
/// in UTF-8, UTF-16 or windows-1252.
///
/// @param columns where each known column stands
record ImportTable(Map<ImportColumn, Integer> columns, List<Line> lines) {

  /// Bytes of a file, at most.
  static final int MOST_BYTES = 10 * 1024 * 1024;

  /// Cameras of a file, at most.
  static final int MOST_LINES = 10_000;

  private static final int LONGEST_CELL = 4_000;
  private static final int MOST_COLUMNS = 100;
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /// One line with something in it.
  ///
  /// @param number the line of the file where it begins, 1 for the first
  record Line(int number, List<String> cells) {}

  /// The file as a table, or the one thing that must be mended before there is a table at all.
  sealed interface Reading {

    record Read(ImportTable table) implements Reading {}

    record Unreadable(FieldError error) implements Reading {}
  }

  ImportTable {
    columns = Map.copyOf(columns);
    lines = List.copyOf(lines);
  }

  /// What stands in the cell, without blanks around it; empty where the line is too short.
  String cell(Line line, ImportColumn column) {
    var at = columns.get(column);
    return at == null || at >= line.cells().size() ? "" : line.cells().get(at).strip();
  }

  static Reading read(byte[] file) {
    if (file.length > MOST_BYTES) {
      return unreadable("too-large", Map.of("most", "10"));
    }
    var text = text(file);
    if (text.isBlank()) {
      return unreadable("empty", Map.of());
    }
    if (text.indexOf('\0') >= 0 || text.startsWith("PK")) {
      return unreadable("not-a-table", Map.of());
    }
    var lines = new ArrayList<Line>();
    try (var reader = reader(text)) {
      for (var line : reader) {
        if (line.getFields().stream().allMatch(String::isBlank)) {
          continue;
        }
        if (lines.size() > MOST_LINES) {
          return unreadable("too-many", Map.of("most", "10,000"));
        }
        lines.add(new Line((int) line.getStartingLineNumber(), line.getFields()));
      }
    } catch (CsvParseException broken) {
      return unreadable("broken", Map.of("line", Integer.toString(lastLine(lines) + 1)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return table(lines);
  }

  private static CsvReader<CsvRecord> reader(String text) {
    return CsvReader.builder()
        .fieldSeparator(separator(text))
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(false)
        .maxBufferSize(4 * 1024 * 1024)
        .ofCsvRecord(text);
  }

  private static Reading table(List<Line> lines) {
    var columns = new EnumMap<ImportColumn, Integer>(ImportColumn.class);
    var heads = lines.getFirst().cells();
    for (var i = 0; i < Math.min(heads.size(), MOST_COLUMNS); i++) {
      var column = ImportColumn.of(heads.get(i));
      if (column.isPresent() && columns.putIfAbsent(column.get(), i) != null) {
        return unreadable("column-twice", Map.of("column", heads.get(i).strip()));
      }
    }
    var missing =
        Stream.of(ImportColumn.values())
            .filter(column -> column.isRequired() && !columns.containsKey(column))
            .map(column -> column.name("en"))
            .toList();
    if (!missing.isEmpty()) {
      return unreadable("columns-missing", Map.of("columns", String.join(", ", missing)));
    }
    if (lines.size() == 1) {
      return unreadable("empty", Map.of());
    }
    for (var line : lines) {
      if (line.cells().stream().anyMatch(cell -> cell.length() > LONGEST_CELL)) {
        return unreadable("cell-too-long", Map.of("line", Integer.toString(line.number())));
      }
    }
    return new Reading.Read(new ImportTable(columns, lines.subList(1, lines.size())));
  }

  private static int lastLine(List<Line> lines) {
    return lines.isEmpty() ? 0 : lines.getLast().number();
  }

  private static Reading unreadable(String what, Map<String, String> params) {
    return new Reading.Unreadable(new FieldError("file", "imports.file." + what, params));
  }

  /// Whatever the first line, outside of quotes, has most of.
  private static char separator(String text) {
    var counts = new int[3];
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r') && counts[0] + counts[1] + counts[2] > 0) {
        break;
      } else if (!quoted && ",;\t".indexOf(c) >= 0) {
        counts[",;\t".indexOf(c)]++;
      }
    }
    if (counts[1] > counts[0] && counts[1] >= counts[2]) {
      return ';';
    }
    return counts[2] > counts[0] ? '\t' : ',';
  }

  private static String text(byte[] file) {
    if (begins(file, 0xEF, 0xBB, 0xBF)) {
      return new String(file, 3, file.length - 3, UTF_8);
    }
    if (begins(file, 0xFF, 0xFE)) {
      return new String(file, 2, file.length - 2, UTF_16LE);
    }
    if (begins(file, 0xFE, 0xFF)) {
      return new String(file, 2, file.length - 2, UTF_16BE);
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(file, WINDOWS);
    }
  }

  private static boolean begins(byte[] file, int... mark) {
    for (var i = 0; i < mark.length; i++) {
      if (i >= file.length || Byte.toUnsignedInt(file[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /// A table for a spreadsheet: UTF-8 with its mark. No cell is taken for a formula.
  static byte[] write(List<List<String>> lines) {
    var text = new StringWriter();
    text.write('\uFEFF');
    try (var writer = CsvWriter.builder().build(text)) {
      lines.forEach(line -> writer.writeRecord(line.stream().map(ImportTable::harmless).toList()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString().getBytes(UTF_8);
  }

  /// Spreadsheets calculate what begins so, unless it is a number.
  private static String harmless(String cell) {
    return cell.matches("(?s)[=+\\-@\\t\\r].*") && !cell.matches("[+-]?[0-9.,]+")
        ? "'" + cell
        : cell;
  }
}
