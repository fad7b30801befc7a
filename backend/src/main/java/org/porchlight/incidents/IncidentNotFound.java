package org.porchlight.incidents;

public class IncidentNotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public IncidentNotFound(IncidentId id) {
    super("No incident " + id);
  }
}
