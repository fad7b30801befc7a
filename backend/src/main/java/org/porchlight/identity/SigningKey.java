package org.porchlight.identity;

import java.security.KeyPair;

/// A key that signs access tokens: ECDSA on the curve P-256.
public record SigningKey(String id, KeyPair pair) {

  @Override
  public String toString() {
    return "SigningKey[id=" + id + ", pair=[redacted]]";
  }
}
