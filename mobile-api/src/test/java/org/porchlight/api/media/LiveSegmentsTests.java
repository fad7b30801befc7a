package org.porchlight.api.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.EndReason;
import org.porchlight.access.Look;
import org.porchlight.access.Reason;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.SegmentedView;
import org.porchlight.feeds.SegmentedView.Playlist;
import org.porchlight.feeds.ViewerFormat;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class LiveSegmentsTests {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  final LiveViews views = mock(LiveViews.class);
  final SegmentedView view = mock(SegmentedView.class);
  final MockMvc http =
      MockMvcBuilders.standaloneSetup(new LiveSegments(views, new ClockOf(now)))
          .setControllerAdvice(new MediaProblems())
          .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
          .build();

  @BeforeEach
  void oneGoodTicket() throws Exception {
    SecurityContextHolder.getContext()
        .setAuthentication(
            new TestingAuthenticationToken(ClipFilesTests.OFFICER, null, "ROLE_OFFICER"));
    given(views.redeem(any(), any(), any())).willReturn(Optional.empty());
    given(views.redeem(eq("good"), eq("s"), any())).willReturn(Optional.of(view));
    given(view.isOpen()).willReturn(true);
    given(view.playlist()).willReturn(new Playlist.Text("#EXTM3U\n"));
    given(view.playlist(7, 2)).willReturn(new Playlist.Text("#EXTM3U\n7"));
    given(view.playlist(99, -1)).willReturn(new Playlist.TooFarAhead());
    given(view.file("p7.2.mp4"))
        .willReturn(
            Optional.of(
                List.of(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3}))));
  }

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  private record Door(String playlist, Cookie cookie) {

    String near(String name) {
      return playlist.replace("live.m3u8", name);
    }
  }

  private Door open() throws Exception {
    var answer =
        http.perform(ask("{\"ticket\":\"good\",\"plays\":[\"H265\"]}"))
            .andExpect(status().isCreated())
            .andExpect(header().string("Cache-Control", "no-store"))
            .andReturn()
            .getResponse();
    var cookie = answer.getCookie("porchlight-view");
    assertThat(answer.getHeader("Set-Cookie")).contains("HttpOnly", "SameSite=Strict");
    assertThat(answer.getHeader("Location")).startsWith(cookie.getPath() + "/");
    return new Door(answer.getHeader("Location"), cookie);
  }

  private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder ask(
      String body) {
    return post("/media/hls").contentType(MediaType.APPLICATION_JSON).content(body);
  }

  @Test
  void aTicketBuysAPlaylistAndItsPieces() throws Exception {
    var door = open();
    then(views).should().redeem("good", "s", Set.of(ViewerFormat.H264, ViewerFormat.H265));

    http.perform(get(door.playlist).cookie(door.cookie))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "application/vnd.apple.mpegurl"))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(content().string("#EXTM3U\n"));
    http.perform(get(door.playlist + "?_HLS_msn=7&_HLS_part=2").cookie(door.cookie))
        .andExpect(content().string("#EXTM3U\n7"));
    http.perform(get(door.near("p7.2.mp4")).cookie(door.cookie))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "video/mp4"))
        .andExpect(content().bytes(new byte[] {1, 2, 3}));
  }

  @Test
  void anAddressWithoutItsCookieShowsNothing() throws Exception {
    var door = open();

    for (var address : new String[] {door.playlist, door.near("p7.2.mp4")}) {
      http.perform(get(address)).andExpect(status().isNotFound());
      http.perform(get(address).cookie(new Cookie("porchlight-view", "guessed")))
          .andExpect(status().isNotFound())
          .andExpect(jsonPath("$.type").value("urn:porchlight:problem:view-not-found"));
    }
    http.perform(get("/media/hls/other/live.m3u8").cookie(door.cookie))
        .andExpect(status().isNotFound());
  }

  @Test
  void whenTheViewHasEndedTheNextRequestIsRefused() throws Exception {
    var door = open();
    end(Reason.SWITCHED_OFF);

    for (var address : new String[] {door.playlist, door.near("p7.2.mp4")}) {
      http.perform(get(address).cookie(door.cookie))
          .andExpect(status().isGone())
          .andExpect(header().string("Cache-Control", "no-store"))
          .andExpect(jsonPath("$.type").value("urn:porchlight:problem:view-ended"))
          .andExpect(jsonPath("$.reason").value("SWITCHED_OFF"));
      http.perform(get(address)).andExpect(status().isNotFound());
    }
  }

  @Test
  void whyItHasEndedIsToldForAMinute() throws Exception {
    var door = open();
    end(Reason.INCIDENT_CLOSED);
    now.set(NOON.plusSeconds(59));
    given(views.redeem(eq("good"), eq("s"), any()))
        .willReturn(Optional.of(mock(SegmentedView.class)));
    open();
    http.perform(get(door.playlist).cookie(door.cookie)).andExpect(status().isGone());

    now.set(NOON.plusSeconds(61));
    open();

    http.perform(get(door.playlist).cookie(door.cookie)).andExpect(status().isNotFound());
  }

  private void end(Reason reason) throws InterruptedException {
    given(view.isOpen()).willReturn(false);
    given(view.playlist()).willReturn(new Playlist.Over());
    given(view.file(any())).willReturn(Optional.empty());
    given(view.ended())
        .willReturn(Optional.of(new Look.Ended(new EndReason.GroundEnded(reason), NOON)));
  }

  @Test
  void aViewerWhoLeavesEndsTheView() throws Exception {
    var door = open();
    var view = door.playlist.replace("/live.m3u8", "");
    http.perform(delete(view)).andExpect(status().isNotFound());
    then(this.view).should(never()).close();

    http.perform(delete(view).cookie(door.cookie)).andExpect(status().isNoContent());

    then(this.view).should().close();
    http.perform(get(door.playlist).cookie(door.cookie)).andExpect(status().isNotFound());
  }

  @Test
  void aViewThatEndsWhileAPlayerWaitsIsRefused() throws Exception {
    var door = open();
    given(view.playlist(7, 2))
        .willAnswer(_ -> {
          end(Reason.SWITCHED_OFF);
          return new Playlist.Over();
        });

    http.perform(get(door.playlist + "?_HLS_msn=7&_HLS_part=2").cookie(door.cookie))
        .andExpect(status().isGone());
  }

  @Test
  void whateverIsNotAGoodTicketOpensNothing() throws Exception {
    for (var body : new String[] {"{\"ticket\":\"bad\"}", "{}"}) {
      http.perform(ask(body)).andExpect(status().isNotFound());
    }
    SecurityContextHolder.clearContext();
    http.perform(ask("{\"ticket\":\"good\"}")).andExpect(status().isUnauthorized());
  }

  @Test
  void questionsThatPlayersMustNotAskAreRefused() throws Exception {
    var door = open();

    http.perform(get(door.playlist + "?_HLS_part=2").cookie(door.cookie))
        .andExpect(status().isBadRequest());
    http.perform(get(door.playlist + "?_HLS_msn=99").cookie(door.cookie))
        .andExpect(status().isBadRequest());
    http.perform(get(door.near("nothing.mp4")).cookie(door.cookie))
        .andExpect(status().isNotFound());
  }

  private static final class ClockOf extends Clock {

    private final AtomicReference<Instant> now;

    ClockOf(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
