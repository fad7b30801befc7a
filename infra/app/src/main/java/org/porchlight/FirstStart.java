package org.porchlight;

import org.porchlight.identity.FirstAdministrator;
import org.porchlight.identity.Opening;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Lets the first administrator in where there is none, and says how on the terminal. Not in the
/// log: that is kept, shipped and read by others.
@Component
@ConditionalOnProperty(name = "porchlight.demo", havingValue = "false", matchIfMissing = true)
class FirstStart {

  private final FirstAdministrator administrator;
  private final String portal;

  FirstStart(FirstAdministrator administrator, @Value("${porchlight.mail.portal}") String portal) {
    this.administrator = administrator;
    this.portal = portal;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.LOWEST_PRECEDENCE)
  void open() {
    switch (administrator.open()) {
      case Opening.Attended _ -> {}
      case Opening.Invited(var email, var path, var life) ->
          System.out.printf(
              """
              There is no administrator yet, so one was made. Set the password at this address within
              %d hours; it is shown only now. The first log-in then asks for a second factor.
                %s
                %s%s
              """,
              life.toHours(), email.value(), portal, path);
      case Opening.AddressTaken(var email) ->
          System.out.printf(
              """
              There is no administrator, and somebody else has the address %s.
              Set porchlight.identity.first-administrator.email to another one and start again.
              """,
              email.value());
    }
  }
}
