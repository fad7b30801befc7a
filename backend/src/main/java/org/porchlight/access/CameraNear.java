package org.porchlight.access;

import org.porchlight.registry.Camera;

/// A camera near an incident.
///
/// @param metres from the camera to the incident
public record CameraNear(Camera camera, double metres, Verdict verdict) {}
