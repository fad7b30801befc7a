package org.porchlight.api.officers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.porchlight.alerts.AlertChange;
import org.porchlight.alerts.AlertStream;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The event stream of one officer, as Server-Sent Events.
@RestController
@RequestMapping("/api/v1/alerts/stream")
@Tag(name = "Alerts")
class AlertStreamController {

  private static final Logger LOG = LoggerFactory.getLogger(AlertStreamController.class);

  /// The kill switch must silence a phone within 5 s, so the stream asks more often than that
  /// whether the officer is still there.
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /// No longer than an access token lives: the phone comes back with a new one.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final AlertStream stream;
  private final Present present;
  private final Clock clock;

  AlertStreamController(AlertStream stream, Present present, Clock clock) {
    this.stream = stream;
    this.present = present;
    this.clock = clock;
  }

  /// What happened; the phone fetches the rest.
  record EventJson(UUID alert, String what, Instant at) {}

  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Changes of your alerts, as they happen",
      description =
          """
          Server-Sent Events named `alert`; `data` is {"alert","what","at"} with what = OFFERED, \
          WITHDRAWN or CHANGED. Begin with `Last-Event-ID` = the list's `position`; after a break, \
          the id of the last event. A comment line comes at least every 15 s. The stream ends after \
          5 minutes, or when the session ends: come back with a fresh token.\
          """)
  ResponseEntity<SseEmitter> open(
      @AuthenticationPrincipal Actor officer,
      @Parameter(description = "Where to go on; without it, from now")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId) {
    OfficersOnly.check(officer);
    var from =
        lastEventId != null && lastEventId.matches("\\d{1,18}")
            ? Long.parseLong(lastEventId)
            : stream.position(officer);
    var emitter = new SseEmitter(LONGEST.plusSeconds(30).toMillis());
    var open = new AtomicBoolean(true);
    emitter.onCompletion(() -> open.set(false));
    emitter.onTimeout(() -> open.set(false));
    emitter.onError(_ -> open.set(false));
    Thread.ofVirtual().name("alert-stream").start(() -> run(emitter, open, officer, from));
    return ResponseEntity.ok()
        .header("Cache-Control", "no-store")
        // Proxies that collect before they pass on would make the stream late.
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  private void run(SseEmitter emitter, AtomicBoolean open, Actor officer, long from) {
    var position = from;
    var end = clock.instant().plus(LONGEST);
    var nextBeat = clock.instant();
    try {
      while (open.get() && clock.instant().isBefore(end) && present.of(officer).isPresent()) {
        if (!clock.instant().isBefore(nextBeat)) {
          emitter.send(SseEmitter.event().comment("still here").reconnectTime(1_000));
          nextBeat = clock.instant().plus(HEARTBEAT);
        }
        for (var change : stream.after(officer, position, LOOK)) {
          emitter.send(event(change));
          position = change.position();
        }
      }
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      LOG.debug("An alert stream ended: {}", gone.toString());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (RuntimeException down) {
      LOG.warn("An alert stream failed: {}", down.toString());
      emitter.complete();
    }
  }

  private static SseEmitter.SseEventBuilder event(AlertChange change) {
    return SseEmitter.event()
        .id(Long.toString(change.position()))
        .name("alert")
        .data(
            new EventJson(change.alert().value(), change.what().name(), change.at()),
            MediaType.APPLICATION_JSON);
  }
}
