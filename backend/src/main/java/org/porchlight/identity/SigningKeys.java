package org.porchlight.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.porchlight.kernel.SealedBox;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The keys that sign access tokens. They outlive a restart, so tokens do too; the private half
/// lies sealed in the database.
@Service
public class SigningKeys {

  private final JdbcSigningKeys keys;
  private final SealedBox sealedBox;
  private final Clock clock;

  SigningKeys(JdbcSigningKeys keys, SealedBox sealedBox, Clock clock) {
    this.keys = keys;
    this.sealedBox = sealedBox;
    this.clock = clock;
  }

  /// All keys that are still believed; the first one signs. Makes one where there is none.
  @Transactional
  public List<SigningKey> current() {
    var rows = keys.current();
    if (rows.isEmpty()) {
      keys.lock();
      rows = keys.current();
    }
    if (rows.isEmpty()) {
      keys.insert(fresh(), clock.instant());
      rows = keys.current();
    }
    return rows.stream().map(this::open).toList();
  }

  private JdbcSigningKeys.Row fresh() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      var id = UUID.randomUUID().toString();
      return new JdbcSigningKeys.Row(
          id,
          Blob.of(pair.getPublic().getEncoded()),
          Blob.of(sealedBox.seal(pair.getPrivate().getEncoded(), "identity.signing_key", id)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has the curve P-256", missing);
    }
  }

  private SigningKey open(JdbcSigningKeys.Row row) {
    try {
      var factory = KeyFactory.getInstance("EC");
      var secret = sealedBox.open(row.sealedPrivateKey().bytes(), "identity.signing_key", row.id());
      return new SigningKey(
          row.id(),
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(row.publicKey().bytes())),
              factory.generatePrivate(new PKCS8EncodedKeySpec(secret))));
    } catch (GeneralSecurityException wrong) {
      throw new IllegalStateException("The signing key " + row.id() + " is damaged", wrong);
    }
  }
}
