package org.porchlight.feeds.pull.onvif;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.StreamAddress;

/// What a camera says about itself. None of it is believed: texts are cut to 64 printable
/// characters, and addresses are what an owner might have typed, no more.
///
/// @param clockAhead how far its clock is ahead of ours; null if it does not say
/// @param profiles at most 16, in the camera's order
public record OnvifCamera(
    String manufacturer,
    String model,
    String firmware,
    @Nullable Duration clockAhead,
    List<Profile> profiles) {

  public OnvifCamera {
    profiles = List.copyOf(profiles);
  }

  /// One of the pictures that it offers.
  ///
  /// @param encoding as it calls it, for example `H264`
  /// @param width in pixels, or 0
  /// @param height in pixels, or 0
  /// @param stream at the camera's own host; to be checked like one that was typed
  /// @param snapshot the same for a still picture
  public record Profile(
      String token,
      String name,
      String encoding,
      int width,
      int height,
      @Nullable StreamAddress stream,
      @Nullable StreamAddress snapshot) {}
}
