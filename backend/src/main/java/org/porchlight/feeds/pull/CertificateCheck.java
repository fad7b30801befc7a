package org.porchlight.feeds.pull;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.CertificatePin;

/// Looks at the certificate that one camera shows on one connection. Where its owner confirmed one,
/// it must be that one, whoever vouches for another; otherwise an authority must vouch for it, and
/// it must be good for the name that was typed. See docs/decisions/0033-certificates-of-cameras.md.
public final class CertificateCheck {

  private final X509ExtendedTrustManager authorities;
  private final @Nullable CertificatePin confirmed;
  private volatile @Nullable CertificatePin refused;

  CertificateCheck(X509ExtendedTrustManager authorities, @Nullable CertificatePin confirmed) {
    this.authorities = authorities;
    this.confirmed = confirmed;
  }

  /// For this connection only: a session of another one is never taken up again, so that every
  /// connection is looked at.
  public SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Looking()}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("no TLS", impossible);
    }
  }

  /// Asks for a certificate that is good for the name.
  public static SSLParameters named(SSLParameters parameters) {
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return parameters;
  }

  /// Why the connection was lost.
  ///
  /// @param otherwise what is thrown if the certificate was not the reason
  public StreamLost lost(StreamLost otherwise) {
    var shown = refused;
    if (shown == null) {
      return otherwise;
    }
    return StreamLost.by(
        shown,
        confirmed == null
            ? "a certificate that nobody vouches for"
            : "another certificate than the one that was confirmed");
  }

  private void judge(X509Certificate[] chain, Authorities theirs) throws CertificateException {
    var shown = CertificatePin.of(chain[0]);
    if (confirmed != null) {
      if (!confirmed.equals(shown)) {
        refused = shown;
        throw new CertificateException("another certificate");
      }
      return;
    }
    try {
      theirs.check();
    } catch (CertificateException unknown) {
      refused = shown;
      throw unknown;
    }
  }

  private interface Authorities {

    void check() throws CertificateException;
  }

  private final class Looking extends X509ExtendedTrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      judge(chain, () -> authorities.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      judge(chain, () -> authorities.checkServerTrusted(chain, type, socket));
    }

    /// Without a connection the name is not known, so only a confirmed certificate is believed.
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      judge(
          chain,
          () -> {
            throw new CertificateException("for which name?");
          });
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("we call cameras, they do not call us");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("we call cameras, they do not call us");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("we call cameras, they do not call us");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
