package org.porchlight.api.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.FootageReplay;
import org.porchlight.evidence.ReplayPieceAnswer;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.identity.Actor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Gives out recordings to players, piece by piece. The address has no secret in it: it shows
/// something only to the session that opened the replay, and only while that is open.
@RestController
class ReplayFiles {

  private final FootageReplay replays;

  ReplayFiles(FootageReplay replays) {
    this.replays = replays;
  }

  /// @param plays names of [ViewerFormat] besides H264; what is none is left out
  @GetMapping("/media/replay/{replay}/{piece}")
  void play(
      @PathVariable UUID replay,
      @PathVariable UUID piece,
      @RequestParam(required = false) @Nullable List<String> plays,
      @AuthenticationPrincipal @Nullable Actor actor,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (actor == null) {
      throw new NotSignedIn();
    }
    switch (replays.piece(actor, replay, piece, formats(plays))) {
      case ReplayPieceAnswer.Opened(var file) ->
          new FileAnswer(file, "recording-" + piece).send(request, response);
      case ReplayPieceAnswer.NoReplay _ -> throw new NoSuchReplay();
      case ReplayPieceAnswer.NoPiece _ -> throw new FootageGone();
      case ReplayPieceAnswer.Refused(var reason) -> throw new PlaybackRefused(reason);
      case ReplayPieceAnswer.NotNow _ -> throw new ClipOutOfReach("no copy can be made");
    }
  }

  private static Set<ViewerFormat> formats(@Nullable List<String> plays) {
    var formats = EnumSet.of(ViewerFormat.H264);
    if (plays != null && plays.contains(ViewerFormat.H265.name())) {
      formats.add(ViewerFormat.H265);
    }
    return formats;
  }
}
