package org.porchlight.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.OrganisationId;
import org.porchlight.identity.PersonId;
import org.porchlight.kernel.Place;

/// Builds incidents for tests: by default from CAD, open, priority 1.
public final class AnIncident {

  private IncidentId id = IncidentId.random();
  private OrganisationId agency = OrganisationId.random();
  private int priority = 1;
  private Place place = new Place(33.5186, -86.8104);
  private Source source = Source.CAD;
  private State state = new State.Open();
  private Instant openedAt = Instant.parse("2026-06-01T12:00:00Z");
  private @Nullable PersonId confirmedBy;

  private AnIncident() {}

  public static AnIncident anIncident() {
    return new AnIncident();
  }

  public AnIncident id(IncidentId value) {
    id = value;
    return this;
  }

  public AnIncident agency(OrganisationId value) {
    agency = value;
    return this;
  }

  public AnIncident priority(int value) {
    priority = value;
    return this;
  }

  public AnIncident place(Place value) {
    place = value;
    return this;
  }

  public AnIncident source(Source value) {
    source = value;
    return this;
  }

  public AnIncident closed(Instant at) {
    state = new State.Closed(at);
    return this;
  }

  public AnIncident openedAt(Instant value) {
    openedAt = value;
    return this;
  }

  public AnIncident confirmed() {
    confirmedBy = PersonId.random();
    return this;
  }

  public Incident build() {
    return new Incident(
        id,
        agency,
        "26-001234",
        "Robbery",
        priority,
        place,
        "100 Main Street",
        source,
        state,
        openedAt,
        source == Source.CAD ? null : PersonId.random(),
        confirmedBy,
        1);
  }
}
