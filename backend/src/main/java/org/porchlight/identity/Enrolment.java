package org.porchlight.identity;

/// What a person needs to set up an authenticator application.
///
/// @param secret base32, for typing
/// @param address `otpauth://` address, for the QR code
public record Enrolment(String secret, String address) {

  @Override
  public String toString() {
    return "Enrolment[redacted]";
  }
}
