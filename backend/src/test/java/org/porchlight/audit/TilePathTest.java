package org.porchlight.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @ParameterizedTest
  @CsvSource({
    "0/000, 0, 0, 256",
    "0/x001/x234/067, 0, 1234067, 256",
    "1/000.p/17, 1, 0, 17",
    "entries/x001/000.p/255, -1, 1000, 255",
    "7/999, 7, 999, 256"
  })
  void pathsAreThoseOfTheStandard(String path, int level, long number, int width) {
    var tile = new TilePath(level, number, width);

    assertThat(tile).hasToString(path);
    assertThat(TilePath.parse(path)).contains(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "8/000",
        "-1/000",
        "0/0",
        "0/x000/000",
        "0/x01/000",
        "0/001/000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/999",
        "0/000.p/01",
        "0/000.p",
        "/0/000",
        "0/000/",
        "data/000",
        "0/../000",
        "0/x999/x999/x999/x999/x999/999"
      })
  void nothingElseIsAPath(String path) {
    assertThat(TilePath.parse(path)).isEmpty();
  }

  @Test
  void largestNumberFits() {
    assertThat(TilePath.parse("0/x999/x999/x999/x999/999"))
        .contains(new TilePath(0, 999_999_999_999_999L, 256));
  }
}
