package org.porchlight.api.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipId;
import org.porchlight.evidence.ClipPlayback;
import org.porchlight.evidence.Playback;
import org.porchlight.evidence.PlaybackAnswer;
import org.porchlight.identity.Actor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Gives out clips to players, piece by piece. Nothing of them may be kept by browsers or proxies.
@RestController
class ClipFiles {

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
    opened(playback.open(actor, new ClipId(id))).send(request, response);
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
    opened(playback.thumbnail(actor, new ClipId(id))).sendPicture(request, response);
  }

  private static FileAnswer opened(PlaybackAnswer answer) {
    return switch (answer) {
      case PlaybackAnswer.Opened(Playback opened) ->
          new FileAnswer(opened, "clip-" + opened.clip().id());
      case PlaybackAnswer.Refused(var reason) -> throw new PlaybackRefused(reason);
      case PlaybackAnswer.NotNow _ -> throw new ClipOutOfReach("no copy can be made");
    };
  }
}
