package org.porchlight.identity;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
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

  private static final String RECIPE = "pbkdf2-sha256-";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final PasswordEncoder encoder;

  /// Looks like a hash and fits no password; checked where there is no account, so that the time is
  /// the same.
  private final String nobody;

  Passwords(IdentitySettings settings) {
    var iterations = settings.passwordIterations();
    this.encoder = encoder(iterations);
    this.nobody =
        "{%s%d}%s"
            .formatted(
                RECIPE,
                iterations,
                HexFormat.of().formatHex(Tokens.bytes(SALT_BYTES + HASH_BYTES)));
  }

  private static PasswordEncoder encoder(int iterations) {
    var recipe = RECIPE + iterations;
    var delegating = new DelegatingPasswordEncoder(recipe, Map.of(recipe, pbkdf2(iterations)));
    delegating.setDefaultPasswordEncoderForMatches(new Earlier());
    return delegating;
  }

  private static PasswordEncoder pbkdf2(int iterations) {
    return new Pbkdf2PasswordEncoder(
        "", SALT_BYTES, iterations, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);
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
    return !hash.startsWith(nobody.substring(0, nobody.indexOf('}') + 1));
  }

  /// The same letters typed on another keyboard are the same password: NIST SP 800-63B.
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /// Hashes with another number of rounds, and those brought along from another system.
  private static final class Earlier implements PasswordEncoder {

    private static final Pattern OURS = Pattern.compile("\\{" + RECIPE + "(\\d{1,8})}(.*)");

    private final PasswordEncoder usual =
        PasswordEncoderFactories.createDelegatingPasswordEncoder();

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
      throw new UnsupportedOperationException("new hashes follow the present recipe");
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
      if (password == null || hash == null) {
        return false;
      }
      var ours = OURS.matcher(hash);
      return ours.matches()
          ? pbkdf2(Integer.parseInt(ours.group(1))).matches(password, ours.group(2))
          : usual.matches(password, hash);
    }
  }
}
