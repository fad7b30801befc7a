package org.porchlight.api;

import java.util.ArrayList;
import java.util.Set;
import org.porchlight.identity.Actor;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.identity.Role;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/// Controllers with the problem advice and somebody signed in, without a container.
public final class ApiForTests {

  private ApiForTests() {}

  public static RestTestClient of(Object... controllers) {
    return RestTestClient.bindTo(
            MockMvcBuilders.standaloneSetup(controllers)
                .setControllerAdvice(new ApiProblems())
                .setCustomArgumentResolvers(new AuthenticationPrincipalArgumentResolver())
                .defaultRequest(
                    org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get("/")
                        .with(request -> {
                          request.setUserPrincipal(
                              SecurityContextHolder.getContext().getAuthentication());
                          return request;
                        }))
                .build())
        .build();
  }

  public static Actor signedIn(Set<Role> roles, String... scopes) {
    var actor =
        new Actor(
            PersonId.random(), OrganisationId.random(), roles, "session", null, "203.0.113.7");
    var authorities = new ArrayList<GrantedAuthority>();
    roles.forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
    for (var scope : scopes) {
      authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope));
    }
    SecurityContextHolder.getContext()
        .setAuthentication(new TestingAuthenticationToken(actor, "", authorities));
    return actor;
  }
}
