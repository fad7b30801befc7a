package org.porchlight.feeds.pull;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Who may vouch for cameras. FFmpeg would ask nobody: its `tls_verify` is off.
public final class Trust {

  private final X509ExtendedTrustManager authorities;

  private Trust(X509ExtendedTrustManager authorities) {
    this.authorities = authorities;
  }

  /// The public authorities that this Java runtime knows.
  public static Trust publicAuthorities() {
    return authorities(null);
  }

  /// These authorities and no others.
  public static Trust authorities(@Nullable KeyStore keys) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(keys);
      return Stream.of(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .map(Trust::new)
          .orElseThrow();
    } catch (GeneralSecurityException none) {
      throw new IllegalStateException("no authorities are known", none);
    }
  }

  /// Looks at the certificate of one connection.
  public CertificateCheck check(Target target) {
    return new CertificateCheck(authorities, target.certificate());
  }
}
