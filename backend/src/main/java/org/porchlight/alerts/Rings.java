package org.porchlight.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.PersonId;
import org.porchlight.patrol.Patrol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Asks officers ring by ring: the nearest, the wider circle, the supervisors, and in the end an
/// operator.
@Component
class Rings {

  private static final Logger LOG = LoggerFactory.getLogger(Rings.class);
  private static final int SUPERVISORS = 3;

  private final JdbcAlerts alerts;
  private final Patrol patrol;
  private final AlertLog log;
  private final AlertNews news;
  private final AlertSettings settings;

  Rings(JdbcAlerts alerts, Patrol patrol, AlertLog log, AlertNews news, AlertSettings settings) {
    this.alerts = alerts;
    this.patrol = patrol;
    this.log = log;
    this.news = news;
    this.settings = settings;
  }

  private record Candidate(PersonId officer, @Nullable Double metres) {}

  /// Asks the first ring from here on that has anybody in it. Rings without anybody cost no time.
  /// The alert is locked by the caller, whose transaction ends with this.
  @Transactional(propagation = Propagation.MANDATORY)
  void ask(AlertRow alert, int firstRing, Instant now) {
    var asked = alerts.asked(alert);
    for (var ring = firstRing; ring <= SUPERVISORS; ring++) {
      var candidates =
          candidates(alert, ring, now).stream()
              .filter(candidate -> !asked.contains(candidate.officer()))
              .limit(size(ring))
              .toList();
      if (!candidates.isEmpty()) {
        offer(alert, ring, candidates, now);
        return;
      }
    }
    alerts.escalate(alert.id(), now);
    log.happened("alert.escalated", alert, null, null);
    news.publish(new AlertEscalated(alert.id(), now));
  }

  private void offer(AlertRow alert, int ring, List<Candidate> candidates, Instant now) {
    var operatorAt = alert.roundAt().plus(settings.operatorAfter());
    var ringEnds = now.plus(settings.ringTime());
    alerts.toRing(alert.id(), ring, now, ringEnds.isBefore(operatorAt) ? ringEnds : operatorAt);
    var officers = new ArrayList<PersonId>();
    for (var candidate : candidates) {
      alerts.offer(alert, ring, candidate.officer(), candidate.metres(), now);
      log.happened("alert.offered", alert, candidate.officer(), ring);
      news.publish(new AlertOffered(alert.id(), candidate.officer(), now));
      officers.add(candidate.officer());
    }
    news.tell(officers, alert.id(), AlertChange.What.OFFERED, now);
  }

  private List<Candidate> candidates(AlertRow alert, int ring, Instant now) {
    return ring == SUPERVISORS
        ? patrol.supervisors().stream().map(one -> new Candidate(one, null)).toList()
        : patrol.available(alert.place(), now).stream()
            .map(near -> new Candidate(near.officer(), near.metres()))
            .toList();
  }

  private int size(int ring) {
    return switch (ring) {
      case 1 -> settings.firstRing();
      case 2 -> settings.secondRing();
      default -> Integer.MAX_VALUE;
    };
  }

  /// Goes on with an alert whose ring had its time. Does nothing if somebody accepted meanwhile.
  @Transactional
  void step(AlertId id, Instant now) {
    var alert = alerts.lock(id).orElseThrow();
    if (alert.state() instanceof AlertState.Offered(var ring, _)) {
      var operatorsTurn = !now.isBefore(alert.roundAt().plus(settings.operatorAfter()));
      ask(alert, operatorsTurn ? SUPERVISORS + 1 : ring + 1, now);
    }
  }

  /// Uses the second channel where a phone has not confirmed in time: the program's log, which the
  /// desk's monitoring reads, until radio or text messages are connected.
  @Transactional
  void useSecondChannel(Instant now) {
    for (var late : alerts.takeLate(now.minus(settings.receiptWithin()), now)) {
      var alert = alerts.find(late.alert()).orElseThrow();
      log.happened("alert.second_channel", alert, late.officer(), null);
      LOG.warn("Alert {} has no receipt from the phone of {}", late.alert(), late.officer());
    }
  }
}
