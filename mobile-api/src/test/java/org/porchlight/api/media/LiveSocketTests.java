package org.porchlight.api.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.access.EndReason;
import org.porchlight.access.Reason;
import org.porchlight.feeds.LiveView;
import org.porchlight.feeds.LiveViews;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.ViewerSink;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.porchlight.registry.CameraId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/// The socket as a browser sees it, on a real server.
@SpringBootTest(
    classes = LiveSocketTests.Server.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LiveSocketTests {

  static final Actor OPERATOR =
      new Actor(
          PersonId.random(), OrganisationId.random(), Set.of(Role.OPERATOR), "s", null, "::1");

  @LocalServerPort int port;
  @MockitoBean LiveViews views;
  @Autowired Server server;

  final AtomicReference<ViewerSink> sink = new AtomicReference<>();
  final AtomicBoolean closed = new AtomicBoolean();

  @BeforeEach
  void oneGoodTicket() {
    reset(views);
    server.who = OPERATOR;
    given(views.redeem(eq("good"), eq("s"), any(), any()))
        .willAnswer(call -> {
          sink.set(call.getArgument(3));
          return Optional.of(new View());
        });
  }

  @Test
  void aTicketOpensTheViewAndEverythingComesInOrder() {
    var browser = connect(null);
    browser.say("{\"ticket\":\"good\"}");
    await().until(() -> sink.get() != null);

    var viewer = sink.get();
    viewer.waiting(StreamProblem.NO_ANSWER);
    viewer.start(
        "video/mp4; codecs=\"avc1.640028\"",
        ByteBuffer.wrap(new byte[] {1, 2}).asReadOnlyBuffer(),
        Instant.ofEpochMilli(1234));
    viewer.fragment(ByteBuffer.wrap(new byte[300_000]).asReadOnlyBuffer(), true);
    viewer.clock(Instant.ofEpochMilli(5678));
    viewer.end(new EndReason.GroundEnded(Reason.SWITCHED_OFF));

    await().until(() -> browser.heard.contains("closed 1000"));
    assertThat(browser.heard)
        .containsExactly(
            "{\"type\":\"waiting\",\"problem\":\"NO_ANSWER\"}",
            "{\"type\":\"start\",\"mime\":\"video/mp4; codecs=\\\"avc1.640028\\\"\",\"zero\":1234}",
            "2 bytes",
            "300000 bytes",
            "{\"type\":\"clock\",\"zero\":5678}",
            "{\"type\":\"end\",\"reason\":\"SWITCHED_OFF\"}",
            "closed 1000");
    await().untilTrue(closed);
  }

  @Test
  void aBrowserThatVanishesClosesTheView() {
    var browser = connect(null);
    browser.say("{\"ticket\":\"good\"}");
    await().until(() -> sink.get() != null);

    browser.socket.abort();

    await().atMost(Duration.ofSeconds(5)).untilTrue(closed);
  }

  @Test
  void whateverIsNotAGoodTicketIsRefusedInTheSameWords() {
    for (var word :
        new String[] {"{\"ticket\":\"bad\"}", "{}", "hello", "[]", "null", "{\"ticket\":7}"}) {
      var browser = connect(null);
      browser.say(word);
      await().until(() -> browser.heard.size() == 2);
      assertThat(browser.heard)
          .containsExactly("{\"type\":\"end\",\"reason\":\"REFUSED\"}", "closed 1008");
    }
  }

  @Test
  void whoIsNotSignedInIsRefusedWithAGoodTicketToo() {
    server.who = null;
    var browser = connect(null);

    browser.say("{\"ticket\":\"good\"}");

    await().until(() -> browser.heard.contains("closed 1008"));
    verify(views, org.mockito.Mockito.never()).redeem(any(), any(), any(), any());
  }

  @Test
  void onlyTheFirstWordCounts() {
    var browser = connect(null);
    browser.say("{\"ticket\":\"bad\"}");
    browser.say("{\"ticket\":\"good\"}");

    await().until(() -> browser.heard.contains("closed 1008"));
    assertThat(sink.get()).isNull();
  }

  @Test
  void aLongMessageEndsTheConnection() {
    var browser = connect(null);

    browser.say("{\"ticket\":\"" + "x".repeat(20_000) + "\"}");

    await().until(() -> browser.heard.contains("closed 1009"));
  }

  @Test
  void pagesOfOtherOriginsAreNotLetIn() {
    assertThatThrownBy(() -> connect("https://elsewhere.example"))
        .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
    assertThat(connect("http://localhost:" + port).heard).isEmpty();
  }

  private Browser connect(String origin) {
    var browser = new Browser();
    var builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (origin != null) {
      builder.header("Origin", origin);
    }
    browser.socket =
        builder.buildAsync(URI.create("ws://localhost:" + port + "/media/live"), browser).join();
    return browser;
  }

  private final class View implements LiveView {

    @Override
    public UUID id() {
      return UUID.randomUUID();
    }

    @Override
    public CameraId camera() {
      return CameraId.random();
    }

    @Override
    public boolean isOpen() {
      return !closed.get();
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private static final class Browser implements WebSocket.Listener {

    final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private WebSocket socket;

    void say(String word) {
      socket.sendText(word, true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      bytes += part.remaining();
      if (last) {
        heard.add(bytes + " bytes");
        bytes = 0;
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      heard.add("closed " + status);
      return null;
    }
  }

  @SpringBootConfiguration
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    JacksonAutoConfiguration.class
  })
  @Import({LiveSocket.class, LiveSocketSetup.class})
  static class Server {

    volatile Principal who = OPERATOR;

    /// Stands in for the chain that knows sessions and tokens.
    @Bean
    Filter signedIn() {
      return (request, response, chain) ->
          chain.doFilter(
              new HttpServletRequestWrapper((HttpServletRequest) request) {
                @Override
                public Principal getUserPrincipal() {
                  return who;
                }
              },
              response);
    }
  }
}
