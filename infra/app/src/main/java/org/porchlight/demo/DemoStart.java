package org.porchlight.demo;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Builds the city before the house says that it is ready, and says afterwards who may come in.
@Component
@ConditionalOnProperty("porchlight.demo")
class DemoStart {

  private final DemoCity city;
  private final DemoCameras cameras;
  private final DemoTraffic traffic;

  DemoStart(DemoCity city, DemoCameras cameras, DemoTraffic traffic) {
    this.city = city;
    this.cameras = cameras;
    this.traffic = traffic;
  }

  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void build(ApplicationReadyEvent ready) {
    city.build(cameras);
  }

  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void announce(ApplicationReadyEvent ready) {
    var port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port", "");
    var text = new StringBuilder();
    text.append("Accounts of the demo city, all with the password ")
        .append(DemoPerson.PASSWORD)
        .append(":\n");
    for (var person : DemoPerson.values()) {
      text.append(
          "  %-26s %-18s %s%n"
              .formatted(
                  person.email().value(),
                  person.displayName(),
                  person.roles().stream()
                      .map(role -> role.name().toLowerCase(java.util.Locale.ROOT))
                      .sorted()
                      .collect(java.util.stream.Collectors.joining(", "))));
    }
    text.append("Second-factor codes, mails, pushes, and a button that reports an incident:\n")
        .append("  http://localhost:%s/demo%n".formatted(port));
    System.out.print(text);
    traffic.start("http://localhost:" + port);
  }
}
