package org.porchlight.feeds;

import java.time.Clock;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.pull.JavaCvRtspSource;
import org.porchlight.feeds.pull.RtspSource;
import org.porchlight.feeds.pull.SourceByScheme;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.feeds.pull.UdpPorts;
import org.porchlight.feeds.pull.VideoSource;
import org.porchlight.feeds.pull.http.HttpSource;
import org.porchlight.feeds.pull.onvif.OnvifClient;
import org.porchlight.feeds.pull.push.Desk;
import org.porchlight.feeds.pull.push.PushDoor;
import org.porchlight.kernel.ServedBook;
import org.porchlight.kernel.ServedTally;
import org.porchlight.registry.Masks;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedSetup {

  /// Freed memory that is kept for the next feed, in chunks of 256 KiB.
  private static final int CHUNKS_KEPT = 32;

  @Bean
  ChunkPool chunkPool() {
    return new ChunkPool(CHUNKS_KEPT);
  }

  @Bean
  ServedTally liveServed(@Qualifier("feedsServed") ServedBook book, Clock clock) {
    return new ServedTally(book, clock);
  }

  @Bean
  BlankedAreas blankedAreas(Masks masks) {
    return masks::current;
  }

  @Bean
  Trust trust() {
    return Trust.publicAuthorities();
  }

  @Bean(destroyMethod = "close")
  PushDoor pushDoor(
      PublishSettings publish, FeedSettings settings, ChunkPool pool, Clock clock, Desk desk) {
    return new PushDoor(publish.limits(), settings.limits(), pool, clock, desk, publish.threads());
  }

  @Bean
  UdpPorts udpPorts(FeedSettings settings) {
    return new UdpPorts(settings.udpPorts());
  }

  @Bean
  VideoSource videoSource(
      FeedSettings settings, ChunkPool pool, Clock clock, Trust trust, UdpPorts ports) {
    var limits = settings.limits();
    var rtsp =
        switch (settings.rtsp()) {
          case OWN -> new RtspSource(limits, pool, clock, trust, ports, settings.rtspThreads());
          case FFMPEG -> new JavaCvRtspSource(limits, trust);
        };
    return new SourceByScheme(rtsp, new HttpSource(limits, trust, clock));
  }

  @Bean
  OnvifClient onvifClient(FeedSettings settings, Clock clock, Trust trust) {
    return new OnvifClient(StreamFinder.limits(settings), trust, clock);
  }
}
