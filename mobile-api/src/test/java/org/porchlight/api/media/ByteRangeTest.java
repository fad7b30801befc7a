package org.porchlight.api.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.api.media.ByteRange.Asked;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-,      0,  100",
    "bytes=0-0,     0,    1",
    "bytes=10-19,  10,   10",
    "bytes=90-200, 90,   10",
    "bytes=-5,     95,    5",
    "bytes=-500,    0,  100",
    "bytes=99-,    99,    1",
  })
  void partsAreGiven(String header, long first, long length) {
    assertThat(ByteRange.of(Optional.of(header), 100))
        .isEqualTo(new Asked.Part(new ByteRange(first, length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
  void partsOutsideCannotBeGiven(String header) {
    assertThat(ByteRange.of(Optional.of(header), 100)).isInstanceOf(Asked.Unsatisfiable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=a-b",
        "",
        "bytes=99999999999999999999-"
      })
  void whatIsNotUnderstoodIsTheWholeFile(String header) {
    assertThat(ByteRange.of(Optional.of(header), 100)).isInstanceOf(Asked.Whole.class);
  }

  @Test
  void withoutAHeaderItIsTheWholeFile() {
    assertThat(ByteRange.of(Optional.empty(), 100)).isInstanceOf(Asked.Whole.class);
  }
}
