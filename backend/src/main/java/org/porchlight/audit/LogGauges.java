package org.porchlight.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// Shows how far the log is sequenced and signed; a growing difference means that signing is
/// refused.
@Component
class LogGauges implements MeterBinder {

  private final SequencerLoop loop;

  LogGauges(SequencerLoop loop) {
    this.loop = loop;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("porchlight.audit.sequenced", loop, SequencerLoop::sequenced)
        .description("Entries in the audit log's tree")
        .register(registry);
    Gauge.builder("porchlight.audit.signed", loop, SequencerLoop::signed)
        .description("Entries under the audit log's newest signed checkpoint")
        .register(registry);
  }
}
