package org.porchlight.portal.shell;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/// Another way in than a password, for the chain of the portal.
public interface FurtherLogIn {

  void addTo(HttpSecurity http) throws Exception;
}
