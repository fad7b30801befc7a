package org.porchlight.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.porchlight.incidents.CadMessage.Read;
import org.porchlight.kernel.Place;
import tools.jackson.databind.json.JsonMapper;

class CadMessageTest {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void completeMessageIsRead() {
    var read =
        read(
            """
            {"number": " 26-001234 ", "kind": "Robbery", "priority": 1,
             "latitude": 33.5186, "longitude": -86.8104, "address": "100 Main Street",
             "status": "open", "openedAt": "2026-06-01T06:58:00-05:00",
             "updatedAt": "2026-06-01T11:59:00Z", "units": ["A1"]}
            """);

    assertThat(read)
        .isEqualTo(
            new Read.Good(
                new CadMessage(
                    "26-001234",
                    "Robbery",
                    1,
                    new Place(33.5186, -86.8104),
                    "100 Main Street",
                    true,
                    Instant.parse("2026-06-01T11:58:00Z"),
                    Instant.parse("2026-06-01T11:59:00Z"))));
  }

  @Test
  void numbersMayComeAsTextAndTextAsNumbers() {
    assertThat(read("{\"number\": 1234, \"priority\": \"3\"}"))
        .isEqualTo(new Read.Good(new CadMessage("1234", null, 3, null, null, null, null, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "not json; ; cad.message.not-json",
        "[]; ; cad.message.not-an-object",
        "{}; number; incident.number.missing",
        "{'number': ' '}; number; incident.number.missing",
        "{'number': true}; number; incident.number.not-text",
        "{'number': 1.5}; number; incident.number.not-text",
        "{'number': '1', 'kind': {}}; kind; incident.kind.not-text",
        "{'number': '1', 'kind': ''}; kind; incident.kind.missing",
        "{'number': '1', 'kind': 'a\\u0000b'}; kind; incident.kind.bad-character",
        "{'number': '1', 'priority': 0}; priority; incident.priority.out-of-range",
        "{'number': '1', 'priority': 6}; priority; incident.priority.out-of-range",
        "{'number': '1', 'priority': 1.5}; priority; incident.priority.out-of-range",
        "{'number': '1', 'priority': 'high'}; priority; incident.priority.out-of-range",
        "{'number': '1', 'latitude': 33}; place; incident.place.incomplete",
        "{'number': '1', 'latitude': '33', 'longitude': '-86'}; place; incident.place.incomplete",
        "{'number': '1', 'latitude': 91, 'longitude': 0}; place; incident.place.out-of-range",
        "{'number': '1', 'latitude': 33, 'longitude': -186}; place; incident.place.out-of-range",
        "{'number': '1', 'latitude': 0, 'longitude': 0}; place; incident.place.missing",
        "{'number': '1', 'status': 'done'}; status; incident.status.unknown",
        "{'number': '1', 'openedAt': 'yesterday'}; openedAt; incident.openedAt.not-a-time",
        "{'number': '1', 'openedAt': '2026-06-01T12:00:00'}; openedAt; incident.openedAt.not-a-time",
        "{'number': '1', 'openedAt': '2026-06-01T12:05:01Z'}; openedAt; incident.openedAt.in-future",
        "{'number': '1', 'updatedAt': '2036-06-01T12:00:00Z'}; updatedAt; incident.updatedAt.in-future",
      })
  void wrongMessageSaysWhichFieldAndWhatIsWrong(String message, String field, String key) {
    assertThat(read(message.replace('\'', '"')))
        .isInstanceOfSatisfying(
            Read.Bad.class,
            bad -> {
              assertThat(bad.errors()).hasSize(1);
              assertThat(bad.errors().getFirst().field()).isEqualTo(field == null ? "" : field);
              assertThat(bad.errors().getFirst().messageKey()).isEqualTo(key);
            });
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    var read = read("{\"kind\": 1.5, \"priority\": 9, \"latitude\": 1, \"status\": 1}");

    assertThat(read)
        .isInstanceOfSatisfying(
            Read.Bad.class,
            bad ->
                assertThat(bad.errors())
                    .extracting("field")
                    .containsExactly("number", "kind", "priority", "place", "status"));
  }

  @Test
  void clockThatIsALittleAheadIsForgiven() {
    assertThat(read("{\"number\": \"1\", \"openedAt\": \"2026-06-01T12:04:59Z\"}"))
        .isInstanceOfSatisfying(
            Read.Good.class, good -> assertThat(good.message().openedAt()).isEqualTo(NOW));
  }

  @Test
  void hugeMessageIsNotEvenRead() {
    assertThat(read(" ".repeat(CadMessage.LONGEST) + "{}")).isInstanceOf(Read.Bad.class);
    assertThat(read("[".repeat(20_000))).isInstanceOf(Read.Bad.class);
  }

  static Read read(String text) {
    return CadMessage.read(JSON, text, NOW);
  }
}
