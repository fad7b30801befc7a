package org.porchlight.registry;

public class CameraNotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CameraNotFound(CameraId id) {
    super("No camera " + id);
  }
}
