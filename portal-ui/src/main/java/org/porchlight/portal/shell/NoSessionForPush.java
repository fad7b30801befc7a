package org.porchlight.portal.shell;

import com.vaadin.flow.spring.SpringServlet;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.stereotype.Component;

/// A push connection never begins a session.
///
/// A page whose session is over asks to be pushed to for as long as it stands open. Left alone,
/// Atmosphere begins a session for it before anybody looks, and the cookie of that session takes
/// the place of the one which another window of the same browser has just got for logging in.
@Component
class NoSessionForPush implements BeanPostProcessor {

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof ServletRegistrationBean<?> registration
        && registration.getServlet() instanceof SpringServlet) {
      registration.addInitParameter("org.atmosphere.cpr.sessionCreate", "false");
    }
    return bean;
  }
}
