package org.porchlight.portal.center;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.EnumSet;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContext;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/// Signs somebody in for a view test, the way the portal does: the principal is the [Actor].
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithSecurityContext(factory = WithActor.Factory.class)
public @interface WithActor {

  String PERSON = "8f5a2c1e-0d5b-4f6a-9c3d-2b7e1a4c6d80";
  String AGENCY = "1c6b9a70-3e42-4d8b-8a11-5f0e9d2c7b34";

  Role[] value();

  class Factory implements WithSecurityContextFactory<WithActor> {

    @Override
    public SecurityContext createSecurityContext(WithActor wanted) {
      var roles = EnumSet.copyOf(Arrays.asList(wanted.value()));
      var actor =
          new Actor(
              PersonId.of(PERSON),
              OrganisationId.of(AGENCY),
              roles,
              "session-of-the-test",
              null,
              "192.0.2.7");
      var context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(
              actor,
              null,
              roles.stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList()));
      return context;
    }
  }
}
