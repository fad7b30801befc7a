package org.porchlight.access;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.OrganisationId;
import org.porchlight.incidents.Incident;
import org.porchlight.incidents.IncidentId;
import org.porchlight.incidents.Incidents;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.PoliceRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Whether a camera may be recorded now. A recording goes on when the person who began it has gone
/// home, so it rests on the camera, its consent and the incident alone: the same rules as a look,
/// without the person. Who may begin one is [Access]'s to say.
@Service
public class Recordable {

  private static final Logger LOG = LoggerFactory.getLogger(Recordable.class);

  private final PoliceRegistry cameras;
  private final Sharing sharing;
  private final Incidents incidents;
  private final JdbcBesides besides;
  private final Clock clock;

  Recordable(
      PoliceRegistry cameras,
      Sharing sharing,
      Incidents incidents,
      JdbcBesides besides,
      Clock clock) {
    this.cameras = cameras;
    this.sharing = sharing;
    this.incidents = incidents;
    this.besides = besides;
    this.clock = clock;
  }

  /// The answer.
  public sealed interface Answer {

    record May(RecordingLeave leave) implements Answer {}

    record MayNot(Reason reason) implements Answer {}
  }

  /// Decides, without the log: whoever begins a recording on this writes that down. Says no when it
  /// cannot read.
  ///
  /// @param agency for whom
  /// @param incident the one it is recorded for; without one, only what is shared always may be
  public Answer ask(CameraId id, OrganisationId agency, @Nullable IncidentId incident) {
    try {
      @Nullable Incident found = incident == null ? null : incidents.find(incident).orElse(null);
      var now = clock.instant();
      var situation =
          new Situation(
              null,
              Use.RECORD,
              null,
              cameras.find(id).orElse(null),
              sharing.current(id).orElse(null),
              incident != null,
              found,
              // What is recorded by a rule rests on the owner's terms and on nothing else.
              incident == null ? Besides.NOTHING : besides.of(id, null, now),
              now,
              sharing.timeZone());
      return switch (Rules.record(situation, agency)) {
        case Verdict.MayOpen(var ground) -> {
          var consent = situation.consent();
          var version = consent == null ? null : consent.version();
          yield new Answer.May(
              new RecordingLeave(
                  id,
                  agency,
                  ground,
                  incident,
                  Rules.reachesBackTo(ground, situation),
                  Access.basis(ground, version)));
        }
        case Verdict.MayNot(var reason) -> new Answer.MayNot(reason);
      };
    } catch (RuntimeException unreadable) {
      LOG.warn("Whether camera {} may be recorded cannot be judged", id, unreadable);
      return new Answer.MayNot(Reason.CANNOT_JUDGE);
    }
  }

  /// Why it may not be recorded any more; empty while it may, on the same ground.
  public Optional<Reason> against(RecordingLeave leave) {
    return switch (ask(leave.camera(), leave.agency(), leave.incident().orElse(null))) {
      case Answer.May(var now) when now.ground().equals(leave.ground()) -> Optional.empty();
      case Answer.May _ -> Optional.of(Reason.GROUND_CHANGED);
      case Answer.MayNot(var reason) -> Optional.of(Rules.ends(leave.ground(), reason));
    };
  }
}
