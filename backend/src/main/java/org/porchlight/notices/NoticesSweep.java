package org.porchlight.notices;

import java.time.Clock;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/// Forgets what is of no use any more.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class NoticesSweep {

  private final PushTargets targets;
  private final MailBox mails;
  private final Clock clock;

  NoticesSweep(PushTargets targets, MailBox mails, Clock clock) {
    this.targets = targets;
    this.mails = mails;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT6H")
  void sweep() {
    targets.prune(clock.instant());
    mails.prune(clock.instant());
  }
}
