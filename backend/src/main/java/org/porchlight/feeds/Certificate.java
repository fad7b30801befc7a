package org.porchlight.feeds;

import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundles;

/// The certificate that cameras see which dial in over TLS. When its files are renewed and Spring
/// Boot loads them anew (`reload-on-update`), the next camera sees the new one.
final class Certificate {

  private volatile SSLContext context;

  /// @param bundle name of `spring.ssl.bundle.pem.*` or `spring.ssl.bundle.jks.*`
  Certificate(SslBundles bundles, String bundle) {
    context = bundles.getBundle(bundle).createSslContext();
    bundles.addBundleUpdateHandler(bundle, renewed -> context = renewed.createSslContext());
  }

  SSLContext context() {
    return context;
  }
}
