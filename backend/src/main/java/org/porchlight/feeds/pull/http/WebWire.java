package org.porchlight.feeds.pull.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.Budget;
import org.porchlight.feeds.pull.CertificateCheck;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.registry.StreamAddress.Scheme;

/// One connection to the address that was checked, plain or over TLS, as blocking streams. Neither
/// a proxy nor a second look-up of the name can lead it elsewhere.
final class WebWire implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Budget budget;
  private final byte[] buffer = new byte[16 * 1024];
  private int at;
  private int end;

  private WebWire(Socket raw, Socket socket, Budget budget) throws IOException {
    this.socket = raw;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.budget = budget;
  }

  /// Connects; over TLS [looks at the certificate][CertificateCheck].
  ///
  /// @param guard hangs up when it takes too long
  static WebWire open(Target target, Trust trust, Guard guard, Budget budget) throws IOException {
    var certificate = trust.check(target);
    // Not even a proxy that was set for the whole program is asked.
    var raw = new Socket(Proxy.NO_PROXY);
    try {
      guard.watch(raw);
      raw.setTcpNoDelay(true);
      raw.connect(new InetSocketAddress(target.pinned(), target.address().port()));
      return new WebWire(raw, secured(raw, target, certificate), budget);
    } catch (IOException failed) {
      raw.close();
      throw certificate.lost(new StreamLost(StreamProblem.NO_ANSWER, "no connection", failed));
    }
  }

  private static Socket secured(Socket raw, Target target, CertificateCheck certificate)
      throws IOException {
    var address = target.address();
    if (address.scheme() != Scheme.HTTPS) {
      return raw;
    }
    var factory = certificate.context().getSocketFactory();
    var secure = (SSLSocket) factory.createSocket(raw, address.host(), address.port(), true);
    secure.setSSLParameters(CertificateCheck.named(secure.getSSLParameters()));
    secure.startHandshake();
    return secure;
  }

  void write(String head, byte[] body) throws IOException {
    var text = head.getBytes(ISO_8859_1);
    var all = new byte[text.length + body.length];
    System.arraycopy(text, 0, all, 0, text.length);
    System.arraycopy(body, 0, all, text.length, body.length);
    out.write(all);
    out.flush();
  }

  /// The next byte; -1 if no more will come.
  int read() throws IOException {
    return at < end || fill() ? buffer[at++] & 0xFF : -1;
  }

  /// Reads what is there, at least a byte.
  ///
  /// @return -1 if no more will come
  int read(byte[] to, int from, int length) throws IOException {
    if (at == end && !fill()) {
      return -1;
    }
    var count = Math.min(length, end - at);
    System.arraycopy(buffer, at, to, from, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    var count = in.read(buffer, 0, buffer.length);
    if (count <= 0) {
      return false;
    }
    budget.spend(count);
    at = 0;
    end = count;
    return true;
  }

  /// Reads a line, without its end.
  ///
  /// @param most bytes that it may have
  /// @throws StreamLost if it is longer, or the connection ends in it
  String line(int most) throws IOException {
    var text = new StringBuilder();
    for (var next = read(); next != '\n'; next = read()) {
      if (next < 0) {
        throw new IOException("the connection ended in a line");
      }
      if (text.length() >= most) {
        throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "a head of more than 16 KiB");
      }
      text.append((char) next);
    }
    var length = text.length();
    if (length > 0 && text.charAt(length - 1) == '\r') {
      text.setLength(length - 1);
    }
    return text.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
