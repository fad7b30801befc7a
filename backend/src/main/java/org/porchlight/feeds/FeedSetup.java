package org.porchlight.feeds;

import org.porchlight.feeds.pull.JavaCvRtspSource;
import org.porchlight.feeds.pull.VideoSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedSetup {

  @Bean
  VideoSource videoSource(FeedSettings settings) {
    return new JavaCvRtspSource(settings.limits());
  }
}
