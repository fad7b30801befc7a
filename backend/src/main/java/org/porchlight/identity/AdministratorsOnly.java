package org.porchlight.identity;

/// Only administrators may do this.
public final class AdministratorsOnly extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
