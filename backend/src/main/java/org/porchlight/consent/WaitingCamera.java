package org.porchlight.consent;

/// A camera that waits for the link in a mail, as the page behind it shows it.
///
/// @param words what is agreed to by pressing the button
/// @param isNew whether they are others than those that were agreed to when the camera was typed
public record WaitingCamera(String address, Level level, ConsentText words, boolean isNew) {

  @Override
  public String toString() {
    return "WaitingCamera[redacted]";
  }
}
