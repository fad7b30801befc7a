package org.porchlight.feeds;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

@Component
class FeedGauges implements MeterBinder {

  private final Feeds feeds;
  private final RoomSettings room;

  FeedGauges(Feeds feeds, RoomSettings room) {
    this.feeds = feeds;
    this.room = room;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    count(registry, "delivering", FeedState.Delivering.class, "Cameras whose pictures come");
    count(registry, "connecting", FeedState.Connecting.class, "Cameras being connected to");
    count(registry, "lost", FeedState.Lost.class, "Cameras that should deliver and do not");
    count(registry, "waiting", FeedState.Waiting.class, "Cameras without room");
    Gauge.builder("porchlight.feeds.memory", feeds, Feeds::bytesInUse)
        .baseUnit("bytes")
        .description("Pictures in memory")
        .register(registry);
    Gauge.builder("porchlight.feeds.memory.limit", room, settings -> settings.memory().toBytes())
        .baseUnit("bytes")
        .description("Room for pictures in memory")
        .register(registry);
    Gauge.builder("porchlight.feeds.shortened", feeds, all -> all.shortage().shortened())
        .description("Cameras whose rings are short for lack of room")
        .register(registry);
    Gauge.builder("porchlight.feeds.unbuffered", feeds, all -> all.shortage().unbuffered())
        .description("Cameras whose pre-event buffer is not kept for lack of room")
        .register(registry);
  }

  private void count(
      MeterRegistry registry, String name, Class<? extends FeedState> state, String what) {
    Gauge.builder("porchlight.feeds", feeds, all -> all.count(state))
        .tag("state", name)
        .description(what)
        .register(registry);
  }
}
