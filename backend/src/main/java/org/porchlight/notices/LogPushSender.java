package org.porchlight.notices;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes hints to the log of the program, for installations without a push service.
final class LogPushSender implements PushSender {

  private static final Logger LOG = LoggerFactory.getLogger(LogPushSender.class);

  @Override
  public PushAnswer send(PushTarget target, Hint hint) {
    LOG.info("Push {} {} {} to target {}", hint.kind(), hint.severity(), hint.id(), target.id());
    return new PushAnswer.Accepted("log");
  }
}
