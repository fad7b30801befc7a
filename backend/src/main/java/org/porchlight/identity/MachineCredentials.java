package org.porchlight.identity;

/// What a machine logs in with; shown once.
public record MachineCredentials(PersonId machine, String clientId, String secret) {

  @Override
  public String toString() {
    return "MachineCredentials[clientId=" + clientId + ", secret=[redacted]]";
  }
}
