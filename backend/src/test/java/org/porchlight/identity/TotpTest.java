package org.porchlight.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  static final Instant NOW = Instant.parse("2026-11-22T12:00:10Z");

  /// RFC 6238, appendix B.
  @ParameterizedTest
  @CsvSource({
    "59, 94287082, 46119246, 90693936",
    "1111111109, 07081804, 68084774, 25091201",
    "1111111111, 14050471, 67062674, 99943326",
    "1234567890, 89005924, 91819424, 93441116",
    "2000000000, 69279037, 90698825, 38618901",
    "20000000000, 65353130, 77737706, 47863826",
  })
  void makesTheCodesOfTheStandard(long time, String sha1, String sha256, String sha512) {
    var step = Totp.step(Instant.ofEpochSecond(time));
    var long32 = "12345678901234567890123456789012".getBytes(StandardCharsets.US_ASCII);
    var long64 =
        "1234567890123456789012345678901234567890123456789012345678901234"
            .getBytes(StandardCharsets.US_ASCII);

    assertThat(Totp.code(SECRET, step, 8, "HmacSHA1")).isEqualTo(sha1);
    assertThat(Totp.code(long32, step, 8, "HmacSHA256")).isEqualTo(sha256);
    assertThat(Totp.code(long64, step, 8, "HmacSHA512")).isEqualTo(sha512);
  }

  @Test
  void acceptsTheStepBeforeAndAfterButNoOther() {
    for (var seconds : new int[] {-30, 0, 30}) {
      var code = Totp.codeAt(SECRET, NOW.plusSeconds(seconds));
      assertThat(Totp.matchingStep(SECRET, code, NOW, 0)).isPresent();
    }
    for (var seconds : new int[] {-60, 60}) {
      var code = Totp.codeAt(SECRET, NOW.plusSeconds(seconds));
      assertThat(Totp.matchingStep(SECRET, code, NOW, 0)).isEmpty();
    }
  }

  @Test
  void neverAcceptsAStepTwiceNorAnEarlierOne() {
    var code = Totp.codeAt(SECRET, NOW);
    var used = Totp.matchingStep(SECRET, code, NOW, 0).getAsLong();

    assertThat(Totp.matchingStep(SECRET, code, NOW, used)).isEmpty();
    var before = Totp.codeAt(SECRET, NOW.minusSeconds(30));
    assertThat(Totp.matchingStep(SECRET, before, NOW, used)).isEmpty();
    var after = Totp.codeAt(SECRET, NOW.plusSeconds(30));
    assertThat(Totp.matchingStep(SECRET, after, NOW, used)).isPresent();
  }

  @Test
  void readsCodesAsPeopleTypeThem() {
    var code = Totp.codeAt(SECRET, NOW);

    assertThat(
            Totp.matchingStep(SECRET, " " + code.substring(0, 3) + " " + code.substring(3), NOW, 0))
        .isPresent();
    assertThat(Totp.matchingStep(SECRET, "", NOW, 0)).isEmpty();
    assertThat(Totp.matchingStep(SECRET, "abcdef", NOW, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void writesAndReadsBase32OfTheStandard(String clear, String base32) {
    var bytes = clear.getBytes(StandardCharsets.US_ASCII);

    assertThat(Totp.base32(bytes)).isEqualTo(base32);
    assertThat(Totp.fromBase32(base32.toLowerCase(java.util.Locale.ROOT) + "==")).isEqualTo(bytes);
    assertThatThrownBy(() -> Totp.fromBase32("A1!")).isInstanceOf(IllegalArgumentException.class);
  }
}
