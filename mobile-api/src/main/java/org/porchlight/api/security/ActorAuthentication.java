package org.porchlight.api.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.Actor;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// An actor who showed a token. Authorities are `ROLE_…` for each present role and `SCOPE_…` for
/// each scope of the token.
final class ActorAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final Actor actor;

  ActorAuthentication(Actor actor, Collection<String> scopes) {
    super(authorities(actor, scopes));
    this.actor = actor;
    super.setAuthenticated(true);
  }

  @Override
  public Actor getPrincipal() {
    return actor;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ActorAuthentication that
        && super.equals(that)
        && actor.equals(that.actor);
  }

  @Override
  public int hashCode() {
    return actor.hashCode();
  }

  private static List<GrantedAuthority> authorities(Actor actor, Collection<String> scopes) {
    var authorities = new ArrayList<GrantedAuthority>();
    actor.roles().forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
    scopes.forEach(scope -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
    return authorities;
  }
}
