package org.porchlight.registry;

/// User and password of a camera. Never shown, never logged.
///
/// @param user 1 to 128 characters, none of them a control character, and no colon
/// @param password 0 to 128 characters, none of them a control character
public record Login(String user, String password) {

  public Login {
    if (!isGood(user, password)) {
      throw new IllegalArgumentException("not a user and password");
    }
  }

  static boolean isGood(String user, String password) {
    return !user.isEmpty()
        && user.length() <= 128
        && password.length() <= 128
        && user.indexOf(':') < 0
        && (user + password).chars().noneMatch(Character::isISOControl);
  }

  @Override
  public String toString() {
    return "Login[redacted]";
  }
}
