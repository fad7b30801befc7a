package org.porchlight.api.media;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/// Opens `/media/live`, for pages of the same origin only.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class LiveSocketSetup implements WebSocketConfigurer {

  private final LiveSocket socket;

  LiveSocketSetup(LiveSocket socket) {
    this.socket = socket;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    // Without a list of origins, only the page's own is let in.
    registry.addHandler(socket, "/media/live");
  }

  @Bean
  ServletServerContainerFactoryBean webSocketContainer() {
    var container = new ServletServerContainerFactoryBean();
    container.setMaxSessionIdleTimeout(0L);
    return container;
  }
}
