package org.porchlight.api.media;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.SegmentedView;
import org.porchlight.feeds.SegmentedView.Playlist;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.identity.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Live views for players that fetch them piece by piece (HTTP Live Streaming with low latency).
///
/// The ticket is handed in once and buys an address that nobody can guess together with a cookie
/// that goes to that address only; both are needed for every piece, so an address that was passed
/// on shows nothing. Whatever is not there looks the same: never given out, or somebody else's. Who
/// has both is told for a minute why the view has ended.
@RestController
@Tag(name = "Live views", description = "What a ticket opens")
class LiveSegments {

  private static final String COOKIE = "porchlight-view";

  /// For so long after its end a viewer is told why.
  private static final Duration TOLD = Duration.ofMinutes(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final LiveViews views;
  private final Clock clock;
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  private record Open(SegmentedView view, String cookie) {}

  /// What a client hands in.
  ///
  /// @param plays names of [ViewerFormat]; H264 if it says nothing
  record Asked(@Nullable String ticket, @Nullable List<String> plays) {

    Set<ViewerFormat> formats() {
      var formats = EnumSet.of(ViewerFormat.H264);
      if (plays != null && plays.contains(ViewerFormat.H265.name())) {
        formats.add(ViewerFormat.H265);
      }
      return formats;
    }
  }

  /// Where to play it.
  record Opened(String playlist) {}

  LiveSegments(LiveViews views, Clock clock) {
    this.views = views;
    this.clock = clock;
  }

  @PostMapping("/media/hls")
  @Operation(
      summary = "Hand in a ticket for a live view",
      description =
          """
          Gives the address of a playlist for HTTP Live Streaming with low latency, and a cookie \
          that goes to that address only; playlist and pieces are had with both. Who opened the \
          ticket hands it in, within 30 s and once. Nothing fetched for 20 s ends the view.\
          """)
  @ApiResponse(responseCode = "201", description = "Play `playlist`")
  @ApiResponse(responseCode = "404", description = "view-not-found: ask for another ticket")
  ResponseEntity<Opened> open(
      @RequestBody Asked asked, @AuthenticationPrincipal @Nullable Actor actor) {
    if (actor == null) {
      throw new NotSignedIn();
    }
    var forgotten = clock.instant().minus(TOLD);
    open.values()
        .removeIf(
            one -> one.view().ended().filter(how -> how.at().isBefore(forgotten)).isPresent());
    var ticket = asked.ticket() == null ? "" : asked.ticket();
    var view = views.redeem(ticket, actor.session(), asked.formats()).orElseThrow(NoSuchView::new);
    var key = secret();
    var cookie = secret();
    open.put(key, new Open(view, cookie));
    var address = "/media/hls/" + key;
    return ResponseEntity.created(URI.create(address + "/live.m3u8"))
        .header(
            HttpHeaders.SET_COOKIE,
            ResponseCookie.from(COOKIE, cookie)
                .path(address)
                .httpOnly(true)
                .sameSite("Strict")
                .maxAge(Duration.ofHours(12))
                .build()
                .toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(new Opened(address + "/live.m3u8"));
  }

  @GetMapping("/media/hls/{key}/live.m3u8")
  @Operation(
      summary = "The playlist of a live view",
      description = "With `_HLS_msn` and `_HLS_part` it waits for that part, some seconds at most.")
  @ApiResponse(responseCode = "410", description = "view-ended; `reason` says why")
  ResponseEntity<String> playlist(
      @PathVariable String key,
      @CookieValue(name = COOKIE, required = false) @Nullable String cookie,
      @RequestParam(name = "_HLS_msn", required = false) @Nullable Long segment,
      @RequestParam(name = "_HLS_part", required = false) @Nullable Integer part)
      throws InterruptedException {
    var view = find(key, cookie);
    if (segment == null && part != null) {
      return ResponseEntity.badRequest().build();
    }
    var playlist =
        segment == null ? view.playlist() : view.playlist(segment, part == null ? -1 : part);
    return switch (playlist) {
      case Playlist.Text(var text) ->
          ResponseEntity.ok()
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .contentType(MediaType.parseMediaType("application/vnd.apple.mpegurl"))
              .body(text);
      case Playlist.TooFarAhead _ -> ResponseEntity.badRequest().build();
      case Playlist.Over _ -> throw over(view);
    };
  }

  @GetMapping("/media/hls/{key}/{name}")
  void piece(
      @PathVariable String key,
      @PathVariable String name,
      @CookieValue(name = COOKIE, required = false) @Nullable String cookie,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    var view = find(key, cookie);
    var pieces = view.file(name).orElseThrow(() -> view.isOpen() ? new NoSuchView() : over(view));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("video/mp4");
    response.setContentLengthLong(pieces.stream().mapToLong(piece -> piece.remaining()).sum());
    var out = Channels.newChannel(response.getOutputStream());
    for (var piece : pieces) {
      out.write(piece);
    }
  }

  /// Ends the view; a viewer who only goes away is noticed some seconds later.
  @DeleteMapping("/media/hls/{key}")
  @Operation(summary = "Leave a live view")
  ResponseEntity<Void> leave(
      @PathVariable String key,
      @CookieValue(name = COOKIE, required = false) @Nullable String cookie) {
    find(key, cookie).close();
    open.remove(key);
    return ResponseEntity.noContent().build();
  }

  private SegmentedView find(String key, @Nullable String cookie) {
    var found = open.get(key);
    if (found == null
        || cookie == null
        || !MessageDigest.isEqual(bytes(found.cookie()), bytes(cookie))) {
      throw new NoSuchView();
    }
    if (!found.view().isOpen()) {
      throw over(found.view());
    }
    return found.view();
  }

  private static RuntimeException over(SegmentedView view) {
    return view.ended()
        .<RuntimeException>map(how -> new ViewEnded(how.reason()))
        .orElseGet(NoSuchView::new);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String secret() {
    var secret = new byte[24];
    RANDOM.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
