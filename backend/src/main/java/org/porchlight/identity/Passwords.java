package org.porchlight.identity;

import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.stereotype.Component;

/// Slow hashes of passwords: PBKDF2-HMAC-SHA-256, which has no limit of 72 bytes as bcrypt has. The
/// name of the recipe stands before each hash, so the recipe can change with time.
@Component
class Passwords {

  private final PasswordEncoder encoder;

  /// Hash of nothing in particular, checked where there is no account, so that the time is the
  /// same.
  private final String nobody;

  Passwords(IdentitySettings settings) {
    this.encoder = encoder(settings.passwordIterations());
    this.nobody = encode(Tokens.fresh());
  }

  static PasswordEncoder encoder(int iterations) {
    var recipe = "pbkdf2-sha256-" + iterations;
    var pbkdf2 =
        new Pbkdf2PasswordEncoder(
            "", 16, iterations, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);
    var delegating = new DelegatingPasswordEncoder(recipe, Map.of(recipe, pbkdf2));
    // Hashes by earlier recipes, or brought along from elsewhere, still match.
    delegating.setDefaultPasswordEncoderForMatches(
        PasswordEncoderFactories.createDelegatingPasswordEncoder());
    return delegating;
  }

  String encode(String password) {
    var hash = encoder.encode(normal(password));
    if (hash == null) {
      throw new IllegalStateException("an encoder encodes");
    }
    return hash;
  }

  /// Takes as long where there is no hash as where there is one.
  boolean matches(String password, @Nullable String hash) {
    var right = encoder.matches(normal(password), hash == null ? nobody : hash);
    return right && hash != null;
  }

  boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  /// The same letters typed on another keyboard are the same password: NIST SP 800-63B.
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }
}
