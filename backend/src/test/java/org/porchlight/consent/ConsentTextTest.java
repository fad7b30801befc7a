package org.porchlight.consent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentTextTest {

  /// People agreed to exactly these words. If this fails, do not change the numbers: restore the
  /// text, and put the new one into a folder of its own.
  @ParameterizedTest
  @CsvSource({
    "REGISTERED, en, 2026-11, 515cfbd5f6c8741296ed4f479120b26765de5f741f14c08cd80b3540ad644439",
    "REGISTERED, es, 2026-11, ffc4e3f8489dd07793c5ee13c21ef66bc53eeafef7c7035dc886b7d38d2692be",
    "ON_REQUEST, en, 2026-11, b8864a6427a5140c60bcfba1da0bb6b1f6e80b41cf257f4a3606b3637dd374ad",
    "ON_REQUEST, es, 2026-11, 0fb514da4681b67e22916235206fa54a5494ef699690cdc3ebb99ac48589327d",
    "DURING_INCIDENTS, en, 2026-11, 8c4e6cb6d862f9b020b1d700049db073c1775f85cfc10bc08215658c39d401ce",
    "DURING_INCIDENTS, es, 2026-11, 8ad80be558e1caed41a10b9182b8b1789f75229898106ae54174ba5597b24e8b",
    "ALWAYS, en, 2026-11, f6bb7b7c37251e0137e2d37de560d4a978b6e6e39a4a65317dd806c25f479c4f",
    "ALWAYS, es, 2026-11, 141b9297b503f37a296374a510b8ddaa285c9b6d0ec339301c1d156d94f35ef7",
    "REGISTERED, en, 2026-12, 784a439bbe02a191f89c401ada93e0da75d19073ec141625aab5b7d96e6631ec",
    "REGISTERED, es, 2026-12, be2f37047732cb2d255d4a22db7c3ff2e4e48cd101fe64de12907d3c8370878e",
    "ON_REQUEST, en, 2026-12, 28d411c8a709820631bdb88f2ce89caf7ccf972f80c5974aa53d9188320b3a51",
    "ON_REQUEST, es, 2026-12, 31af1d65d98f1514517cc84ca2c470ed2a09dda730de2a928575c41d340b0b18",
    "DURING_INCIDENTS, en, 2026-12, 70214dabfc3565dacc8d281fa1cf4e153a42b54d951db63ff4af2623a8e23d30",
    "DURING_INCIDENTS, es, 2026-12, 2f78a6dca1ab57264ff447134820f7e879960a67b68d433937c6e3ca4f99c417",
    "ALWAYS, en, 2026-12, a16d3b06e6bdd10dc40c95645bf1665a45f8db6a62e76752b000f2dc2520c157",
    "ALWAYS, es, 2026-12, a69a1d4825f62a1bbc8ca007eb7e05cb7968d0211c4f0c5af8908f855d52087e",
  })
  void wordsThatPeopleAgreedToAreNeverEdited(
      Level level, String language, String version, String hash) {
    var text = ConsentText.of(version, level, language);

    assertThat(text.version()).isEqualTo(version);
    assertThat(text.hash()).isEqualTo(hash);
  }

  @Test
  void whoeverAgreesNowAgreesToWordsThatNameEmergencies() {
    for (var level : Level.values()) {
      assertThat(ConsentText.namesEmergencies(ConsentText.of(level, "en").version())).isTrue();
    }
    assertThat(ConsentText.namesEmergencies("2026-11")).isFalse();
  }
}
