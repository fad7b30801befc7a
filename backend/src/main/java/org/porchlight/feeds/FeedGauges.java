package org.porchlight.feeds;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.porchlight.feeds.pull.UdpPorts;
import org.springframework.stereotype.Component;

@Component
class FeedGauges implements MeterBinder {

  private final Feeds feeds;
  private final RoomSettings room;
  private final UdpPorts ports;

  FeedGauges(Feeds feeds, RoomSettings room, UdpPorts ports) {
    this.feeds = feeds;
    this.room = room;
    this.ports = ports;
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
    Gauge.builder("porchlight.feeds.udp.lent", ports, UdpPorts::lent)
        .description("Pairs of ports to which cameras send over UDP")
        .register(registry);
    dropped(registry, "foreign", UdpPorts::foreign, "Datagrams from elsewhere than the camera");
    dropped(registry, "late", UdpPorts::late, "Datagrams that came twice, or too late");
  }

  private void dropped(
      MeterRegistry registry, String why, ToDoubleFunction<UdpPorts> count, String what) {
    FunctionCounter.builder("porchlight.feeds.udp.dropped", ports, count)
        .tag("why", why)
        .description(what)
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
