package org.porchlight.api.media;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.Reason;
import org.porchlight.evidence.Clip;
import org.porchlight.evidence.ClipId;
import org.porchlight.evidence.ClipNotFound;
import org.porchlight.evidence.ClipPlayback;
import org.porchlight.evidence.ClipState;
import org.porchlight.evidence.Derivation;
import org.porchlight.evidence.Playback;
import org.porchlight.evidence.PlaybackAnswer;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.registry.CameraId;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ClipFilesTests {

  static final byte[] BYTES = new byte[200_000];

  static {
    for (var i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) (i * 31);
    }
  }

  static final Actor OFFICER =
      new Actor(
          PersonId.random(), OrganisationId.random(), Set.of(Role.OFFICER), "s", null, "192.0.2.1");
  static final Clip CLIP =
      new Clip(
          ClipId.random(),
          CameraId.random(),
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(30),
          null,
          "INV-ROBBERY",
          "ab".repeat(32),
          BYTES.length,
          "avc1.640028",
          450,
          0,
          new Clip.Asked(Instant.EPOCH, Instant.EPOCH.plusSeconds(30), 1, 1),
          ClipState.STORED,
          OFFICER.person(),
          Instant.EPOCH);
  static final String TAG = "\"" + CLIP.sha256() + "\"";

  final ClipPlayback playback = mock(ClipPlayback.class);
  final MockMvc http =
      MockMvcBuilders.standaloneSetup(new ClipFiles(playback))
          .setControllerAdvice(new MediaProblems())
          .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
          .build();

  @BeforeEach
  void signIn() {
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(OFFICER, null, "ROLE_OFFICER"));
    given(playback.open(OFFICER, CLIP.id())).willReturn(new PlaybackAnswer.Opened(opened()));
  }

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  @Test
  void aClipIsGivenWholeAndMayNotBeKept() throws Exception {
    http.perform(get("/media/clips/" + CLIP.id()))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "video/mp4"))
        .andExpect(header().string("Accept-Ranges", "bytes"))
        .andExpect(header().string("ETag", TAG))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().longValue("Content-Length", BYTES.length))
        .andExpect(content().bytes(BYTES));
  }

  @Test
  void whatWasMadeForViewingIsMarkedAsSuch() throws Exception {
    http.perform(get("/media/clips/" + CLIP.id()))
        .andExpect(header().string("Porchlight-Derivative", "none"));
    given(playback.open(OFFICER, CLIP.id()))
        .willReturn(new PlaybackAnswer.Opened(opened(Set.of(Derivation.MASKED))));

    http.perform(get("/media/clips/" + CLIP.id()))
        .andExpect(header().string("Porchlight-Derivative", "masked"))
        .andExpect(
            header()
                .string(
                    "Content-Disposition",
                    "inline; filename=\"clip-" + CLIP.id() + "-view-copy.mp4\""));
    given(playback.open(OFFICER, CLIP.id()))
        .willReturn(new PlaybackAnswer.Opened(opened(Set.of(Derivation.SILENCED))));

    http.perform(get("/media/clips/" + CLIP.id()))
        .andExpect(header().string("Porchlight-Derivative", "silenced"));
  }

  @Test
  void whereNoCopyCanBeMadeNothingIsShown() throws Exception {
    given(playback.open(OFFICER, CLIP.id())).willReturn(new PlaybackAnswer.NotNow());
    given(playback.thumbnail(OFFICER, CLIP.id())).willReturn(new PlaybackAnswer.NotNow());

    for (var what : new String[] {"", "/thumbnail"}) {
      http.perform(get("/media/clips/" + CLIP.id() + what)).andExpect(status().is(503));
    }
  }

  @Test
  void thumbnailsAreDecidedOnLikeClips() throws Exception {
    given(playback.thumbnail(OFFICER, CLIP.id()))
        .willReturn(new PlaybackAnswer.Opened(opened(Set.of(Derivation.MASKED))));
    http.perform(get("/media/clips/" + CLIP.id() + "/thumbnail"))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "image/jpeg"))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(content().bytes(BYTES));
    given(playback.thumbnail(OFFICER, CLIP.id()))
        .willReturn(new PlaybackAnswer.Refused(Reason.INCIDENT_UNKNOWN));
    http.perform(get("/media/clips/" + CLIP.id() + "/thumbnail")).andExpect(status().isForbidden());
  }

  @Test
  void aPlayerGetsThePartsItAsksFor() throws Exception {
    http.perform(get("/media/clips/" + CLIP.id()).header("Range", "bytes=1000-70999"))
        .andExpect(status().isPartialContent())
        .andExpect(header().string("Content-Range", "bytes 1000-70999/200000"))
        .andExpect(header().longValue("Content-Length", 70_000))
        .andExpect(content().bytes(Arrays.copyOfRange(BYTES, 1000, 71_000)));
  }

  @Test
  void aPartOfAnotherVersionIsTheWholeFile() throws Exception {
    http.perform(
            get("/media/clips/" + CLIP.id())
                .header("Range", "bytes=0-9")
                .header("If-Range", "\"other\""))
        .andExpect(status().isOk());
    http.perform(
            get("/media/clips/" + CLIP.id()).header("Range", "bytes=0-9").header("If-Range", TAG))
        .andExpect(status().isPartialContent());
  }

  @Test
  void aPartThatIsNotThereIsSaidSo() throws Exception {
    http.perform(get("/media/clips/" + CLIP.id()).header("Range", "bytes=200000-"))
        .andExpect(status().is(416))
        .andExpect(header().string("Content-Range", "bytes */200000"));
  }

  @Test
  void theHeadSaysHowLongItIsAndReadsNothing() throws Exception {
    http.perform(head("/media/clips/" + CLIP.id()))
        .andExpect(status().isOk())
        .andExpect(header().longValue("Content-Length", BYTES.length))
        .andExpect(content().bytes(new byte[0]));
  }

  @Test
  void whoMayNotPlayIsToldWhy() throws Exception {
    given(playback.open(any(), eq(CLIP.id())))
        .willReturn(new PlaybackAnswer.Refused(Reason.ROLE_MAY_NOT_VIEW));

    http.perform(get("/media/clips/" + CLIP.id()))
        .andExpect(status().isForbidden())
        .andExpect(header().string("Content-Type", "application/problem+json"))
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:playback-refused"))
        .andExpect(jsonPath("$.reason").value("ROLE_MAY_NOT_VIEW"));
  }

  @Test
  void whoIsNotSignedInIsTurnedAway() throws Exception {
    SecurityContextHolder.clearContext();

    http.perform(get("/media/clips/" + CLIP.id())).andExpect(status().isUnauthorized());
  }

  @Test
  void aClipThatDoesNotExistIsNotFound() throws Exception {
    given(playback.open(any(), any())).willThrow(mock(ClipNotFound.class));

    http.perform(get("/media/clips/" + ClipId.random()))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:clip-not-found"));
  }

  @Test
  void aStoreThatIsDownIsSaidSoBeforeAnythingElse() throws Exception {
    given(playback.open(any(), any()))
        .willReturn(
            new PlaybackAnswer.Opened(
                new Playback() {
                  @Override
                  public Clip clip() {
                    return CLIP;
                  }

                  @Override
                  public long bytes() {
                    return CLIP.bytes();
                  }

                  @Override
                  public String sha256() {
                    return CLIP.sha256();
                  }

                  @Override
                  public Set<Derivation> derivations() {
                    return Set.of();
                  }

                  @Override
                  public InputStream read(long offset, long length) throws IOException {
                    throw new IOException("no store");
                  }
                }));

    http.perform(get("/media/clips/" + CLIP.id()))
        .andExpect(status().isServiceUnavailable())
        .andExpect(jsonPath("$.type").value("urn:porchlight:problem:clip-out-of-reach"));
  }

  private static Playback opened() {
    return opened(Set.of());
  }

  private static Playback opened(Set<Derivation> derivations) {
    return new Playback() {
      @Override
      public Clip clip() {
        return CLIP;
      }

      @Override
      public long bytes() {
        return BYTES.length;
      }

      @Override
      public String sha256() {
        return CLIP.sha256();
      }

      @Override
      public Set<Derivation> derivations() {
        return derivations;
      }

      @Override
      public InputStream read(long offset, long length) {
        return new ByteArrayInputStream(BYTES, (int) offset, BYTES.length);
      }
    };
  }
}
