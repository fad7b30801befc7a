package org.porchlight.testing;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContext;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/// Signs somebody in as the portal does: the principal is the [Actor] itself.
@Retention(RetentionPolicy.RUNTIME)
@WithSecurityContext(factory = WithActor.Factory.class)
public @interface WithActor {

  PersonId PERSON = PersonId.of("5f1d0a7e-0000-4000-8000-000000000001");
  OrganisationId ORGANISATION = OrganisationId.of("5f1d0a7e-0000-4000-8000-0000000000a1");

  Role[] value();

  class Factory implements WithSecurityContextFactory<WithActor> {

    @Override
    public SecurityContext createSecurityContext(WithActor wanted) {
      var actor =
          new Actor(
              PERSON,
              ORGANISATION,
              Set.of(wanted.value()),
              "session",
              Instant.parse("2026-06-01T12:00:00Z"),
              "192.0.2.7");
      var authorities =
          Arrays.stream(wanted.value()).map(role -> "ROLE_" + role).toArray(String[]::new);
      var context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(
              actor, null, AuthorityUtils.createAuthorityList(authorities)));
      return context;
    }
  }
}
