package org.porchlight.portal.registration;

/// How the picture of a camera comes to us.
enum ConnectionWay {
  /// We connect to the camera.
  CONNECT,
  /// The camera sends to us.
  DIAL_IN
}
