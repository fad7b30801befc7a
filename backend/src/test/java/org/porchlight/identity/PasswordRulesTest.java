package org.porchlight.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.identity.SignUpAnswer.Why;

class PasswordRulesTest {

  static final List<String> CONTEXT = List.of("rosa.delgado@example.org", "Rosa Delgado");

  @Test
  void fifteenCharactersWhereItIsTheOnlyFactor() {
    assertThat(PasswordRules.check("violet-kettle1", true, CONTEXT))
        .contains(Why.PASSWORD_TOO_SHORT);
    assertThat(PasswordRules.check("violet-kettle12", true, CONTEXT)).isEmpty();
  }

  @Test
  void eightWithASecondFactor() {
    assertThat(PasswordRules.check("vio-ket", false, CONTEXT)).contains(Why.PASSWORD_TOO_SHORT);
    assertThat(PasswordRules.check("vio-kett", false, CONTEXT)).isEmpty();
  }

  @Test
  void lengthCountsLettersNotBytes() {
    assertThat(PasswordRules.check("ñandú🐦kolibrí🌵ok", true, CONTEXT)).isEmpty();
    assertThat(PasswordRules.check("x".repeat(257), true, CONTEXT)).contains(Why.PASSWORD_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "Password2026!!!!!",
        "P@$$word20262026",
        "iloveyouforever",
        "qwertyuiopasdfghjkl",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345678",
        "987654321098765",
        "abcdefghijklmnopq",
        "correct horse battery staple",
        "rosadelgado-1234",
        "Porchlight-2026!",
        "rosa.delgado@example.org",
        "contraseña contraseña"
      })
  void whatAnybodyWouldTryFirstIsRefused(String password) {
    assertThat(PasswordRules.check(password, true, CONTEXT)).contains(Why.PASSWORD_TOO_COMMON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kettle violet bridge 9", "la abuela cocina los lunes", "zT9#kkQw!mm2Lp0x"})
  void anythingElseIsWelcome(String password) {
    assertThat(PasswordRules.check(password, true, CONTEXT)).isEmpty();
  }
}
