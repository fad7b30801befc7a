package org.porchlight.evidence;

import java.io.IOException;
import java.time.Duration;
import org.porchlight.access.Permit;
import org.porchlight.audit.RecordedAccess;
import org.porchlight.feeds.CutAnswer;
import org.porchlight.feeds.Recent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Saves what a camera just showed. See docs/design/clip-lifecycle.md.
@Service
public class Clips {

  public static final Duration USUAL = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Clips.class);

  private final Recent recent;
  private final Spool spool;
  private final ClipRecords records;
  private final JdbcClips clips;
  private final Deliveries deliveries;

  Clips(Recent recent, Spool spool, ClipRecords records, JdbcClips clips, Deliveries deliveries) {
    this.recent = recent;
    this.spool = spool;
    this.records = records;
    this.clips = clips;
    this.deliveries = deliveries;
  }

  /// Saves the last seconds of a camera as evidence.
  ///
  /// When this returns [ClipAnswer.Stored] or [ClipAnswer.Spooled], the bytes survive a crash of
  /// the program. Must not be called inside a transaction.
  ///
  /// @throws IllegalArgumentException if the two proofs are not for a clip of one camera
  public ClipAnswer save(Permit permit, RecordedAccess recorded, Duration last) {
    var id = ClipId.random();
    try (var _ = deliveries.handsOff(id)) {
      records.begin(id, permit, spool.id());
      switch (write(id, permit, recorded, last)) {
        case Spool.Written.Kept(var manifest) -> records.spooled(id, manifest);
        case Spool.Written.Nothing(CutAnswer.Nothing(var problem)) -> {
          records.failed(id, "NOTHING_TO_CUT");
          return new ClipAnswer.Nothing(problem);
        }
      }
    } catch (Spool.Full full) {
      return notKept(id, ClipAnswer.Why.DISK_FULL, full);
    } catch (IOException failed) {
      return notKept(id, ClipAnswer.Why.DISK_FAILED, failed);
    }
    deliveries.deliverSoon(id);
    var clip = clips.find(id).orElseThrow(() -> new ClipNotFound(id));
    return clip.state() == ClipState.STORED
        ? new ClipAnswer.Stored(clip)
        : new ClipAnswer.Spooled(clip);
  }

  private Spool.Written write(ClipId id, Permit permit, RecordedAccess recorded, Duration last)
      throws IOException {
    try {
      return spool.write(id, out -> recent.cut(permit, recorded, last, out));
    } catch (RuntimeException refused) {
      records.failed(id, "REFUSED");
      throw refused;
    }
  }

  private ClipAnswer notKept(ClipId id, ClipAnswer.Why why, IOException failure) {
    LOG.error("Clip {} could not be kept: {}", id, why, failure);
    records.failed(id, why.name());
    return new ClipAnswer.NotKept(why);
  }
}
