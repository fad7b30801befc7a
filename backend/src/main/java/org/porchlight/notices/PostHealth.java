package org.porchlight.notices;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Down when no letter has left for five minutes although one should. Neither liveness nor
/// readiness: the rest of the program needs no mail.
@Component("mailServer")
class PostHealth implements HealthIndicator {

  private final Post post;

  PostHealth(Post post) {
    this.post = post;
  }

  @Override
  public Health health() {
    return (post.isStuck() ? Health.down() : Health.up()).build();
  }
}
