package org.porchlight.api.audit;

/// What was asked for is not, or not yet, under a signed checkpoint.
final class NotInLog extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotInLog(String message) {
    super(message);
  }
}
