package org.porchlight.alerts;

/// There is no such alert, or it was never offered to the person who asks: the two look the same.
public class AlertNotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AlertNotFound(AlertId id) {
    super("No alert " + id);
  }
}
