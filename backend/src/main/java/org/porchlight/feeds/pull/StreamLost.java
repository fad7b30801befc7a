package org.porchlight.feeds.pull;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.registry.CertificatePin;

/// There is no video any more, or there never was.
public final class StreamLost extends IOException {

  private static final long serialVersionUID = 1L;

  private final StreamProblem problem;
  private final transient @Nullable CertificatePin certificate;

  public StreamLost(StreamProblem problem, String detail) {
    super(problem + ": " + detail);
    this.problem = problem;
    this.certificate = null;
  }

  public StreamLost(StreamProblem problem, String detail, Throwable cause) {
    super(problem + ": " + detail, cause);
    this.problem = problem;
    this.certificate = null;
  }

  private StreamLost(CertificatePin certificate, String detail) {
    super(StreamProblem.WRONG_CERTIFICATE + ": " + detail);
    this.problem = StreamProblem.WRONG_CERTIFICATE;
    this.certificate = certificate;
  }

  /// The camera showed this certificate, which is not believed.
  static StreamLost by(CertificatePin certificate, String detail) {
    return new StreamLost(certificate, detail);
  }

  /// What a camera's bytes made of a receiver or reader: the camera's doing, or a mistake of ours.
  public static StreamLost because(RuntimeException thrown) {
    return thrown instanceof MalformedVideo
        ? new StreamLost(StreamProblem.OUT_OF_BOUNDS, thrown.toString(), thrown)
        : new StreamLost(StreamProblem.MISCONFIGURED, thrown.toString(), thrown);
  }

  public StreamProblem problem() {
    return problem;
  }

  /// The certificate that was not believed, if that is the problem.
  public Optional<CertificatePin> certificate() {
    return Optional.ofNullable(certificate);
  }
}
