package org.porchlight.imports;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.imports.ImportTable.Reading.Read;
import org.porchlight.imports.ImportTable.Reading.Unreadable;
import org.porchlight.kernel.FieldError;

class ImportTableTest {

  private static final String HEADS = "address,latitude,longitude,relation,sees,name\n";
  private static final String LINE = "12 Ñandú Ave,33.5,-86.8,owner,street,Gate\n";

  @Test
  void headsStandInAnyOrderAndMayBeSpanish() {
    var table =
        read(
            "VE;Relación;notas;Longitud;LATITUD; Dirección \ncalle;propietaria;x;-86,8;33,5;C 1\n");

    var line = table.lines().getFirst();
    assertThat(line.number()).isEqualTo(2);
    assertThat(table.cell(line, ImportColumn.ADDRESS)).isEqualTo("C 1");
    assertThat(table.cell(line, ImportColumn.LATITUDE)).isEqualTo("33,5");
    assertThat(table.cell(line, ImportColumn.SEES)).isEqualTo("calle");
    assertThat(table.cell(line, ImportColumn.NAME)).isEmpty();
  }

  @Test
  void everyEncodingOfASpreadsheetIsRead() {
    var text = HEADS + LINE;
    for (var bytes :
        List.of(
            text.getBytes(UTF_8),
            ("\uFEFF" + text).getBytes(UTF_8),
            ("\uFEFF" + text).getBytes(UTF_16LE),
            ("\uFEFF" + text).getBytes(UTF_16BE),
            text.getBytes(Charset.forName("windows-1252")))) {
      var table = ((Read) ImportTable.read(bytes)).table();
      assertThat(table.cell(table.lines().getFirst(), ImportColumn.ADDRESS))
          .isEqualTo("12 Ñandú Ave");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void cellsAreSetApartByCommasSemicolonsOrTabs(String separator) {
    var table =
        read(
            (HEADS + "\"1 Elm\n\"\"Rear\"\"\",33.5,-86.8,owner,street,Gate\r\n\r\n" + LINE)
                .replace(",", separator));

    assertThat(table.lines()).extracting(ImportTable.Line::number).containsExactly(2, 5);
    assertThat(table.cell(table.lines().getFirst(), ImportColumn.ADDRESS))
        .isEqualTo("1 Elm\n\"Rear\"");
  }

  @Test
  void whatIsNoTableIsRefusedWithTheReason() {
    assertThat(error("")).isEqualTo("imports.file.empty");
    assertThat(error(HEADS)).isEqualTo("imports.file.empty");
    assertThat(error("PK\u0003\u0004")).isEqualTo("imports.file.not-a-table");
    assertThat(error("a\0b")).isEqualTo("imports.file.not-a-table");
    assertThat(error("address,latitude\n1,2\n")).isEqualTo("imports.file.columns-missing");
    assertThat(error(HEADS.replace("name", "Address") + LINE))
        .isEqualTo("imports.file.column-twice");
    assertThat(error(HEADS + "\"never closed" + ",x".repeat(3) + "\"y\n"))
        .isEqualTo("imports.file.broken");
    assertThat(error(HEADS + "x".repeat(4_001) + LINE)).isEqualTo("imports.file.cell-too-long");
    assertThat(error(HEADS + LINE.repeat(10_001))).isEqualTo("imports.file.too-many");
    assertThat(((Unreadable) ImportTable.read(new byte[ImportTable.MOST_BYTES + 1])).error())
        .extracting(FieldError::messageKey)
        .isEqualTo("imports.file.too-large");
  }

  @Test
  void tenThousandCamerasFit() {
    assertThat(read(HEADS + LINE.repeat(10_000)).lines()).hasSize(10_000);
  }

  @Test
  void noCellOfAWrittenTableIsAFormula() {
    var written =
        new String(
            ImportTable.write(
                List.of(List.of("=1+1", "@x", "-86.8", "-86,8", "-cmd", "+1", "\tx", "a,\"b\""))),
            UTF_8);

    assertThat(written)
        .isEqualTo("\uFEFF'=1+1,'@x,-86.8,\"-86,8\",'-cmd,+1,'\tx,\"a,\"\"b\"\"\"\r\n");
  }

  private static ImportTable read(String text) {
    return ((Read) ImportTable.read(text.getBytes(UTF_8))).table();
  }

  private static String error(String text) {
    return ((Unreadable) ImportTable.read(text.getBytes(UTF_8))).error().messageKey();
  }
}
