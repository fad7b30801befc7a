package org.porchlight.api.media;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.LiveView;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.ViewerFormat;
import org.porchlight.identity.Actor;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// One live view per socket. The first message is the ticket; everything after it goes the other
/// way. What is said is described at the top of `live-view.js`.
@Component
class LiveSocket extends TextWebSocketHandler {

  /// Whoever says nothing for this long is let go.
  static final Duration FIRST_WORD = Duration.ofSeconds(10);

  private static final int LONGEST_MESSAGE = 8 * 1024;

  private final LiveViews views;
  private final JsonMapper json;
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /// What a client says first.
  ///
  /// @param plays names of [ViewerFormat]; H264 and JPEG if it says nothing
  record Hello(@Nullable String ticket, @Nullable List<String> plays) {

    Set<ViewerFormat> formats() {
      if (plays == null) {
        return EnumSet.of(ViewerFormat.H264, ViewerFormat.JPEG);
      }
      var formats = EnumSet.noneOf(ViewerFormat.class);
      for (var format : ViewerFormat.values()) {
        if (plays.contains(format.name())) {
          formats.add(format);
        }
      }
      return formats;
    }
  }

  private static final class Caller {

    private @Nullable LiveView view;
    private boolean spoken;
    private boolean gone;

    /// @return false if it has spoken before
    synchronized boolean speak() {
      var first = !spoken;
      spoken = true;
      return first;
    }

    synchronized boolean hasSpoken() {
      return spoken;
    }

    synchronized void watches(LiveView opened) {
      view = opened;
      if (gone) {
        opened.close();
      }
    }

    synchronized void leave() {
      gone = true;
      if (view != null) {
        view.close();
      }
    }
  }

  LiveSocket(LiveViews views, JsonMapper json) {
    this.views = views;
    this.json = json;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(LONGEST_MESSAGE);
    session.setBinaryMessageSizeLimit(1);
    SocketSink.boundSends(session);
    var caller = new Caller();
    callers.put(session.getId(), caller);
    Thread.ofVirtual().name("live-first-word").start(() -> expectFirstWord(session, caller));
  }

  private static void expectFirstWord(WebSocketSession session, Caller caller) {
    try {
      Thread.sleep(FIRST_WORD);
      if (!caller.hasSpoken()) {
        session.close(CloseStatus.POLICY_VIOLATION);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException alreadyGone) {
      caller.leave();
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    var caller = callers.get(session.getId());
    if (caller == null || !caller.speak()) {
      return;
    }
    var sink = new SocketSink(session, json);
    var actor = actorOf(session);
    var hello = helloIn(message.getPayload());
    var ticket = hello.map(Hello::ticket);
    if (actor.isEmpty() || ticket.isEmpty()) {
      sink.refuse();
      return;
    }
    views
        .redeem(ticket.get(), actor.get().session(), hello.get().formats(), sink)
        .ifPresentOrElse(caller::watches, sink::refuse);
  }

  private Optional<Hello> helloIn(String text) {
    try {
      return Optional.ofNullable(json.readValue(text, Hello.class));
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<Actor> actorOf(WebSocketSession session) {
    return switch (session.getPrincipal()) {
      case Actor actor -> Optional.of(actor);
      case Authentication who when who.getPrincipal() instanceof Actor actor -> Optional.of(actor);
      case null, default -> Optional.empty();
    };
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    var caller = callers.remove(session.getId());
    if (caller != null) {
      caller.leave();
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    var caller = callers.get(session.getId());
    if (caller != null) {
      caller.leave();
    }
  }
}
