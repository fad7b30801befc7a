package org.porchlight.imports;

/// There is no such import of this person that can be undone.
public final class ImportNotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ImportNotFound(ImportId id) {
    super("no import " + id);
  }
}
