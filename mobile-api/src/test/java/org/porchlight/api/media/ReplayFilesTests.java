package org.porchlight.api.media;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.porchlight.access.Reason;
import org.porchlight.evidence.Derivation;
import org.porchlight.evidence.FootageFile;
import org.porchlight.evidence.FootageReplay;
import org.porchlight.evidence.ReplayPieceAnswer;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ReplayFilesTests {

  static final byte[] BYTES = new byte[100_000];

  static {
    for (var i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) (i * 13);
    }
  }

  static final Actor OPERATOR =
      new Actor(
          PersonId.random(),
          OrganisationId.random(),
          Set.of(Role.OPERATOR),
          "s",
          null,
          "192.0.2.1");
  static final UUID REPLAY = UUID.randomUUID();
  static final UUID PIECE = UUID.randomUUID();
  static final String ADDRESS = "/media/replay/" + REPLAY + "/" + PIECE;

  final FootageReplay replays = mock(FootageReplay.class);
  final MockMvc http =
      MockMvcBuilders.standaloneSetup(new ReplayFiles(replays))
          .setControllerAdvice(new MediaProblems())
          .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
          .build();

  @BeforeEach
  void signIn() {
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(OPERATOR, null, "ROLE_OPERATOR"));
    answer(new ReplayPieceAnswer.Opened(file(Set.of())));
  }

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void aPieceIsGivenWholeAndMayNotBeKept() throws Exception {
    http.perform(get(ADDRESS))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "video/mp4"))
        .andExpect(header().string("Accept-Ranges", "bytes"))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(header().string("Porchlight-Derivative", "none"))
        .andExpect(content().bytes(BYTES));
  }

  @Test
  void aPlayerGetsThePartThatItAsksFor() throws Exception {
    http.perform(get(ADDRESS).header("Range", "bytes=1000-1999"))
        .andExpect(status().isPartialContent())
        .andExpect(header().string("Content-Range", "bytes 1000-1999/100000"))
        .andExpect(content().bytes(Arrays.copyOfRange(BYTES, 1000, 2000)));
    http.perform(get(ADDRESS).header("Range", "bytes=100000-")).andExpect(status().is(416));
    http.perform(head(ADDRESS))
        .andExpect(status().isOk())
        .andExpect(header().longValue("Content-Length", BYTES.length))
        .andExpect(content().bytes(new byte[0]));
  }

  @Test
  void aMaskedPieceIsMarkedAsACopy() throws Exception {
    answer(new ReplayPieceAnswer.Opened(file(EnumSet.of(Derivation.MASKED, Derivation.SILENCED))));

    http.perform(get(ADDRESS))
        .andExpect(header().string("Porchlight-Derivative", "masked, silenced"))
        .andExpect(
            header()
                .string(
                    "Content-Disposition",
                    "inline; filename=\"recording-" + PIECE + "-view-copy.mp4\""));
  }

  @Test
  void whatABrowserPlaysIsHandedOnAndNonsenseIsNot() throws Exception {
    var both = EnumSet.of(ViewerFormat.H264, ViewerFormat.H265);
    given(replays.piece(OPERATOR, REPLAY, PIECE, both))
        .willReturn(new ReplayPieceAnswer.Opened(file(Set.of())));

    http.perform(get(ADDRESS + "?plays=H265,JPEG,nonsense")).andExpect(status().isOk());

    then(replays).should().piece(OPERATOR, REPLAY, PIECE, both);
  }

  @Test
  void whatHasEndedIsSaidSoAndWhatIsKeptNoLongerToo() throws Exception {
    answer(new ReplayPieceAnswer.NoReplay());
    http.perform(get(ADDRESS))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:replay-not-found"));
    answer(new ReplayPieceAnswer.NoPiece());
    http.perform(get(ADDRESS))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:footage-gone"));
  }

  @Test
  void whoMayNotLookAnyMoreIsToldWhy() throws Exception {
    answer(new ReplayPieceAnswer.Refused(Reason.SWITCHED_OFF));

    http.perform(get(ADDRESS))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.reason").value("SWITCHED_OFF"));
  }

  @Test
  void whereNoCopyCanBeMadeNothingIsShown() throws Exception {
    answer(new ReplayPieceAnswer.NotNow());

    http.perform(get(ADDRESS))
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:clip-out-of-reach"));
  }

  @Test
  void aStoreThatIsDownIsSaidSoBeforeAnythingElse() throws Exception {
    answer(
        new ReplayPieceAnswer.Opened(
            new Sent(Set.of()) {
              @Override
              public InputStream read(long offset, long length) throws IOException {
                throw new IOException("no store");
              }
            }));

    http.perform(get(ADDRESS)).andExpect(status().isServiceUnavailable());
  }

  @Test
  void whoIsNotSignedInIsTurnedAway() throws Exception {
    SecurityContextHolder.clearContext();

    http.perform(get(ADDRESS)).andExpect(status().isUnauthorized());
    then(replays).shouldHaveNoInteractions();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/media/replay/1/2", "/media/replay/x/..%2f", "/media/replay/%00/a"})
  void whatIsNoAddressOfOursIsAskedOfNobody(String address) throws Exception {
    http.perform(get(java.net.URI.create(address))).andExpect(status().is4xxClientError());
    then(replays).shouldHaveNoInteractions();
  }

  private void answer(ReplayPieceAnswer answer) {
    given(replays.piece(any(), any(), any(), any())).willReturn(answer);
  }

  private static FootageFile file(Set<Derivation> derivations) {
    return new Sent(derivations);
  }

  private static class Sent implements FootageFile {

    private final Set<Derivation> derivations;

    Sent(Set<Derivation> derivations) {
      this.derivations = derivations;
    }

    @Override
    public long bytes() {
      return BYTES.length;
    }

    @Override
    public String sha256() {
      return "cd".repeat(32);
    }

    @Override
    public Set<Derivation> derivations() {
      return derivations;
    }

    @Override
    public InputStream read(long offset, long length) throws IOException {
      return new ByteArrayInputStream(BYTES, (int) offset, (int) length);
    }
  }
}
