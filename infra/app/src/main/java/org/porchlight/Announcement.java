package org.porchlight;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Says on the terminal that the house is open, and where. Scripts wait for this line.
@Component
class Announcement {

  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE - 1)
  void announce(ApplicationReadyEvent ready) {
    var port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port");
    System.out.println("Porchlight is ready: http://localhost:" + port);
  }
}
