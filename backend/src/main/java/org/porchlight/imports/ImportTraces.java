package org.porchlight.imports;

import org.porchlight.registry.CameraDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// A deleted camera leaves no trace in the import that brought it.
@Component
class ImportTraces {

  private final JdbcImports imports;

  ImportTraces(JdbcImports imports) {
    this.imports = imports;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(CameraDeleted deleted) {
    imports.forget(deleted.camera());
  }
}
