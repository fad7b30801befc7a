package org.porchlight.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.audit.tlog.SignedNote.NotSigned;
import org.porchlight.audit.tlog.VerifierKey.Kind;

class SignedNoteTest {

  static final SigningKey LOG =
      SigningKey.ofSeed("rtcc.example.gov/audit", Kind.ED25519, seed(0x00));
  static final SigningKey WITNESS =
      SigningKey.ofSeed("witness.example.org/w1", Kind.COSIGNATURE, seed(0x20));
  static final String TEXT =
      """
      rtcc.example.gov/audit
      8
      XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
      """;
  static final String NOTE =
      TEXT
          + """

          \u2014 rtcc.example.gov/audit AqpxSfr+TsSyc0P6R9DUVdx9/kwQtPxJL1omF9BceWqNFrujMZ70qbcV5AAV71JKOdn5OGdXawBdWTumeTBGhMHTGwM=
          \u2014 witness.example.org/w1 88CAtgAAAABpVbkApEgH5pcPntCrPeQIL5CdbttdgS2TOQn4cjq64HdGPxEPKloJ8Dk6agtoXVL8ytSsRCUVoqka5z0t4mJDRIUTAw==
          """;

  static byte[] seed(int from) {
    var seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) (from + i);
    }
    return seed;
  }

  @Test
  void verifierKeysAreThePublishedOnes() {
    assertThat(LOG.verifier())
        .hasToString(
            "rtcc.example.gov/audit+02aa7149+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
    assertThat(WITNESS.verifier())
        .hasToString(
            "witness.example.org/w1+f3c080b6+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X");
    assertThat(VerifierKey.parse(LOG.verifier().toString())).isEqualTo(LOG.verifier());
    assertThat(VerifierKey.parse(WITNESS.verifier().toString())).isEqualTo(WITNESS.verifier());
  }

  @Test
  void checkpointSignedByLogAndWitnessIsThePublishedOne() {
    var checkpoint =
        Checkpoint.of("rtcc.example.gov/audit", 8, MerkleTree.root(MerkleTreeTest.EIGHT, 8));

    var note =
        new SignedNote(checkpoint.text(), List.of(LOG.sign(checkpoint.text(), 0)))
            .with(WITNESS.sign(checkpoint.text(), 1_767_225_600));

    assertThat(note).hasToString(NOTE);
    assertThat(Checkpoint.parse(SignedNote.parse(NOTE).text())).isEqualTo(checkpoint);
  }

  @Test
  void bothSignersAreRecognised() throws NotSigned {
    var known = List.of(LOG.verifier(), WITNESS.verifier());

    assertThat(SignedNote.parse(NOTE).signers(known)).containsExactlyElementsOf(known);
  }

  @Test
  void signaturesByUnknownKeysArePassedOver() throws NotSigned {
    var note = SignedNote.parse(NOTE);
    for (int i = 0; i < 20; i++) {
      note = note.with(SigningKey.generate("stranger" + i).sign(TEXT, 0));
    }
    // A key of the log's name but with another id is a stranger too.
    note = note.with(SigningKey.generate("rtcc.example.gov/audit").sign("other\n", 0));

    assertThat(SignedNote.parse(note.toString()).signers(List.of(WITNESS.verifier())))
        .containsExactly(WITNESS.verifier());
  }

  @Test
  void noteWithoutTheKnownKeyIsNotSigned() {
    var stranger = SigningKey.generate("rtcc.example.gov/audit").verifier();

    assertThatThrownBy(() -> SignedNote.parse(NOTE).requireSigned(stranger))
        .isInstanceOf(NotSigned.class);
  }

  @Test
  void wrongSignatureOfAKnownKeyRejectsTheNoteEvenWhenOthersAreRight() {
    var forged = SignedNote.parse(NOTE.replace("\n8\n", "\n9\n"));
    var oneWrong = SignedNote.parse(NOTE).with(LOG.sign("something else\n", 0));

    assertThatThrownBy(() -> forged.signers(List.of(LOG.verifier()))).isInstanceOf(NotSigned.class);
    assertThatThrownBy(() -> forged.signers(List.of(WITNESS.verifier())))
        .isInstanceOf(NotSigned.class);
    assertThatThrownBy(() -> oneWrong.signers(List.of(LOG.verifier(), WITNESS.verifier())))
        .isInstanceOf(NotSigned.class);
  }

  @Test
  void witnessSignsItsTimeToo() {
    var line = WITNESS.sign(TEXT, 1_767_225_600);
    var later = line.replace("AAABpVbkA", "AAABpVbkB");
    assertThat(later).isNotEqualTo(line);

    assertThatThrownBy(
            () -> new SignedNote(TEXT, List.of(later)).signers(List.of(WITNESS.verifier())))
        .isInstanceOf(NotSigned.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n\u2014 name\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n\u2014 name AAAAAAAA",
        "text\n\n\u2014 na+me AAAAAAAA\n",
        "text\n\n\u2014 name A?AAAAAA\n",
        "text\n\n\u2014 name AAAA\n",
        "te\u0007xt\n\n\u2014 name AAAAAAAA\n",
        "text\n\n\u2014 name AAAAAAAA\nmore\n"
      })
  void malformedNotesAreRefused(String note) {
    assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name\n08\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "name\n-1\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "na me\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n",
        "name\n8\nXcnaeacGWamtVZy3Ad7Z\n",
        "name\n8\n",
        "name\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
      })
  void malformedCheckpointsAreRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keySurvivesItsFileAndPrintsNoSecret() {
    var key = SigningKey.generate("rtcc.example.gov/audit");

    assertThat(SigningKey.parse(key.secret() + "\n").verifier()).isEqualTo(key.verifier());
    assertThat(key.toString()).doesNotContain(key.secret()).contains("[redacted]");
  }

  @Test
  void proofFileIsReadAsItWasWritten() {
    var file = new ProofFile(5, MerkleTree.inclusion(MerkleTreeTest.EIGHT, 5, 8), NOTE);

    assertThat(file.toString())
        .startsWith(
            "c2sp.org/tlog-proof@v1\nindex 5\nvBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n")
        .endsWith("\n\n" + NOTE);
    assertThat(ProofFile.parse(file.toString())).isEqualTo(file);
  }
}
