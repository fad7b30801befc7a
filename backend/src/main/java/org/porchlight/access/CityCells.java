package org.porchlight.access;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.identity.Present;
import org.porchlight.identity.Role;
import org.porchlight.registry.CameraCell;
import org.porchlight.registry.PoliceRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// About how many private cameras are registered where: all that police learn of them outside the
/// circle of an incident (rule R5).
@Service
public class CityCells {

  private static final Set<Role> MAY_SEE = Set.of(Role.OPERATOR, Role.SUPERVISOR, Role.ANALYST);

  private final Present present;
  private final PoliceRegistry cameras;
  private final Sharing sharing;
  private final Clock clock;

  CityCells(Present present, PoliceRegistry cameras, Sharing sharing, Clock clock) {
    this.present = present;
    this.cameras = cameras;
    this.sharing = sharing;
    this.clock = clock;
  }

  /// Those of the person's agency, most cameras first. Empty for those whom it does not concern.
  public List<CameraCell> of(Actor who) {
    return present
        .of(who)
        .filter(now -> MAY_SEE.stream().anyMatch(now::is))
        .map(now -> cameras.cells(now.organisation()))
        .orElse(List.of());
  }

  /// At midnight, or as soon after it as the program runs.
  @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT5M")
  void count() {
    var now = clock.instant();
    var midnight =
        now.atZone(sharing.timeZone()).toLocalDate().atStartOfDay(sharing.timeZone()).toInstant();
    cameras.countCells(midnight, now);
  }
}
