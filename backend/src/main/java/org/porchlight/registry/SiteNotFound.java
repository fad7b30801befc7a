package org.porchlight.registry;

public class SiteNotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SiteNotFound(SiteId id) {
    super("No site " + id);
  }
}
