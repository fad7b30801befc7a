package org.porchlight.api.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.evidence.ClipPlayback;
import org.porchlight.evidence.Playback;
import org.porchlight.evidence.PlaybackAnswer;
import org.porchlight.identity.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Gives out clips to players, piece by piece. Nothing of them may be kept by browsers or proxies.
@RestController
class ClipFiles {

  private static final int BLOCK = 64 * 1024;

  private final ClipPlayback playback;

  ClipFiles(ClipPlayback playback) {
    this.playback = playback;
  }

  @GetMapping("/media/clips/{id}")
  void play(
      @PathVariable UUID id,
      @AuthenticationPrincipal @Nullable Actor actor,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (actor == null) {
      throw new NotSignedIn();
    }
    switch (playback.open(actor, new ClipId(id))) {
      case PlaybackAnswer.Opened(var opened) -> answer(opened, request, response);
      case PlaybackAnswer.Refused(var reason) -> throw new PlaybackRefused(reason);
      case PlaybackAnswer.NotNow _ -> throw new ClipOutOfReach("no copy can be made");
    }
  }

  /// A small picture for lists.
  @GetMapping("/media/clips/{id}/thumbnail")
  void thumbnail(
      @PathVariable UUID id,
      @AuthenticationPrincipal @Nullable Actor actor,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (actor == null) {
      throw new NotSignedIn();
    }
    switch (playback.thumbnail(actor, new ClipId(id))) {
      case PlaybackAnswer.Opened(var opened) -> picture(opened, request, response);
      case PlaybackAnswer.Refused(var reason) -> throw new PlaybackRefused(reason);
      case PlaybackAnswer.NotNow _ -> throw new ClipOutOfReach("no copy can be made");
    }
  }

  private static void picture(
      Playback opened, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var bodyless = request.getMethod().equals("HEAD");
    var all = new ByteRange(0, opened.bytes());
    try (var bytes = bodyless ? InputStream.nullInputStream() : open(opened, all)) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentType("image/jpeg");
      response.setContentLengthLong(opened.bytes());
      if (!bodyless) {
        copy(bytes, opened.bytes(), response);
      }
    }
  }

  private static void answer(
      Playback opened, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var size = opened.bytes();
    switch (ByteRange.of(rangeOf(request, tag(opened)), size)) {
      case ByteRange.Asked.Whole _ -> send(opened, new ByteRange(0, size), 200, request, response);
      case ByteRange.Asked.Part(var range) -> send(opened, range, 206, request, response);
      case ByteRange.Asked.Unsatisfiable _ -> {
        describe(opened, response);
        response.setStatus(416);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
      }
    }
  }

  private static void describe(Playback opened, HttpServletResponse response) {
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.ETAG, tag(opened));
    // So that nobody takes what was made for viewing for what was received.
    response.setHeader("Porchlight-Derivative", opened.derivative() ? "masked" : "none");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "inline; filename=\"clip-"
            + opened.clip().id()
            + (opened.derivative() ? "-view-copy.mp4\"" : ".mp4\""));
  }

  private static String tag(Playback opened) {
    return "\"" + opened.sha256() + "\"";
  }

  /// A range of another version of the file is no range at all.
  private static Optional<String> rangeOf(HttpServletRequest request, String tag) {
    var unless = request.getHeader(HttpHeaders.IF_RANGE);
    return unless == null || unless.equals(tag)
        ? Optional.ofNullable(request.getHeader(HttpHeaders.RANGE))
        : Optional.empty();
  }

  /// Opens the clip before it says anything about it, so that an error can still be said.
  private static void send(
      Playback opened,
      ByteRange range,
      int status,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var bodyless = request.getMethod().equals("HEAD");
    try (var bytes = bodyless ? InputStream.nullInputStream() : open(opened, range)) {
      describe(opened, response);
      response.setStatus(status);
      if (status == 206) {
        response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(opened.bytes()));
      }
      response.setContentType("video/mp4");
      response.setContentLengthLong(range.length());
      if (!bodyless) {
        copy(bytes, range.length(), response);
      }
    }
  }

  private static InputStream open(Playback opened, ByteRange range) {
    try {
      return opened.read(range.first(), range.length());
    } catch (IOException storeIsSilent) {
      throw new ClipOutOfReach(storeIsSilent);
    }
  }

  private static void copy(InputStream bytes, long length, HttpServletResponse response)
      throws IOException {
    var block = new byte[BLOCK];
    var left = length;
    while (left > 0) {
      var read = bytes.read(block, 0, (int) Math.min(left, BLOCK));
      if (read < 0) {
        throw new IOException("the store ended a clip too early");
      }
      try {
        response.getOutputStream().write(block, 0, read);
      } catch (IOException playerLeft) {
        // Players end a request whenever they have enough.
        return;
      }
      left -= read;
    }
  }
}
