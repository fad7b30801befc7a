package org.porchlight.plates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.porchlight.kernel.Place;

class ParsedReadTest {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final Place POLE = new Place(33.5, -86.8);

  @Test
  void messageWithEverything() throws Exception {
    var read =
        ParsedRead.of(
            """
            {"plate":"ab-12 cd","state":"al","confidence":0.92,"at":"2026-06-01T06:59:58-05:00",
             "latitude":33.6,"longitude":-86.7,"anything":"else"}
            """,
            POLE,
            NOON);

    assertThat(read)
        .isEqualTo(
            new ParsedRead(
                "ab-12 cd", "AB12CD", "AL", 0.92, NOON.minusSeconds(2), new Place(33.6, -86.7)));
  }

  @Test
  void whatIsMissingComesFromReaderAndClock() throws Exception {
    var read = ParsedRead.of("{\"plate\":\"7ABC123\"}", POLE, NOON);

    assertThat(read).isEqualTo(new ParsedRead("7ABC123", "7ABC123", null, null, NOON, POLE));
  }

  @Test
  void clockOfAReaderThatLivesInTheFutureIsNotBelieved() throws Exception {
    var read = ParsedRead.of("{\"plate\":\"X1\",\"at\":\"2027-06-01T12:00:00Z\"}", POLE, NOON);

    assertThat(read.at()).isEqualTo(NOON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{}|plate must",
        "{\"plate\":\"---\"}|plate must",
        "{\"plate\":\"ABCDEFGHIJKLMNOPQ\"}|plate must",
        "{\"plate\":\"A1\",\"confidence\":92}|confidence must",
        "{\"plate\":\"A1\",\"at\":\"yesterday\"}|at must",
        "{\"plate\":\"A1\",\"at\":\"2026-06-01T12:00:00\"}|at must",
        "{\"plate\":\"A1\",\"latitude\":33.5}|latitude and longitude",
        "{\"plate\":\"A1\",\"latitude\":133.5,\"longitude\":0}|latitude must",
        "not json|not JSON",
      })
  void unusableMessageSaysWhy(String body, String why) {
    assertThatThrownBy(() -> ParsedRead.of(body, POLE, NOON))
        .isInstanceOf(ParsedRead.Unusable.class)
        .hasMessageStartingWith(why);
  }
}
