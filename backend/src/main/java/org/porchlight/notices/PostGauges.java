package org.porchlight.notices;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// Shows how many letters wait, for how long, and whether the mail server takes them.
@Component
class PostGauges implements MeterBinder {

  private final Post post;

  PostGauges(Post post) {
    this.post = post;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("porchlight.mail.waiting", post, Post::waiting)
        .description("Letters that the mail server does not have yet")
        .register(registry);
    Gauge.builder("porchlight.mail.oldest", post, Post::oldest)
        .description("For how long the oldest of them waits")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("porchlight.mail.up", post, now -> now.isUp() ? 1 : 0)
        .description("1 if the mail server took what was handed to it last, else 0")
        .register(registry);
  }
}
