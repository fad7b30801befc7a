package org.porchlight.api.media;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.porchlight.evidence.ClipNotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Says as RFC 9457 problems why a clip, a recording or a view cannot be had.
@Order(0)
@RestControllerAdvice(assignableTypes = {ClipFiles.class, LiveSegments.class, ReplayFiles.class})
class MediaProblems {

  private static final Logger LOG = LoggerFactory.getLogger(MediaProblems.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(NotSignedIn nobody) {
    return problem(
        HttpStatus.UNAUTHORIZED, "not-signed-in", "Not signed in", "Sign in and try again.", null);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(PlaybackRefused refused) {
    return problem(
        HttpStatus.FORBIDDEN,
        "playback-refused",
        "Playback refused",
        "You may not play this footage.",
        refused.reason().name());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(ClipNotFound missing) {
    return problem(
        HttpStatus.NOT_FOUND, "clip-not-found", "No such clip", "There is no such clip.", null);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(NoSuchView missing) {
    return problem(
        HttpStatus.NOT_FOUND,
        "view-not-found",
        "No such view",
        "There is no such view. Open the camera again.",
        null);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(ViewEnded over) {
    return problem(
        HttpStatus.GONE,
        "view-ended",
        "The view has ended",
        "The view has ended. Ask again if you still have to look.",
        over.reason());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(NoSuchReplay missing) {
    return problem(
        HttpStatus.NOT_FOUND,
        "replay-not-found",
        "No such replay",
        "There is no such replay, or it has ended. Open the recording again.",
        null);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(FootageGone missing) {
    return problem(
        HttpStatus.NOT_FOUND,
        "footage-gone",
        "Not kept any more",
        "There is no such part of the recording, or it is kept no longer.",
        null);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(ClipOutOfReach silent) {
    LOG.warn("Footage could not be read", silent);
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "clip-out-of-reach",
        "Footage out of reach",
        "The store does not answer right now, or no copy can be made for viewing. The footage is"
            + " safe; try again in a minute.",
        null);
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpStatus status, String type, String title, String detail, @Nullable String reason) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:porchlight:problem:" + type));
    problem.setTitle(title);
    if (reason != null) {
      problem.setProperty("reason", reason);
    }
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header("Cache-Control", "no-store")
        .body(problem);
  }
}
