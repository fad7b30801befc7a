package org.porchlight.notices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A mail server on the loopback address that does what it is told: takes letters, refuses them,
/// hangs up, or says nothing.
final class SmtpSimulator implements AutoCloseable {

  /// Hangs up instead of answering.
  static final String HANG_UP = "(hangs up)";

  /// Says nothing until the end.
  static final String SILENCE = "(says nothing)";

  /// Stands for the first line of a letter.
  static final String BODY = "(body)";

  /// Stands for the end of a letter.
  static final String END = ".";

  private static final char[] PASSWORD = "changeit".toCharArray();

  /// A letter that was received whole, whatever the answer was.
  record Received(
      String from, String to, String content, boolean encrypted, @Nullable String login) {}

  final List<Received> received = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();

  private final ServerSocket door;
  private final @Nullable SSLContext tls;
  private final boolean fromTheFirstByte;
  private final @Nullable String login;
  private final Map<String, Queue<String>> told = new ConcurrentHashMap<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /// @param tls its certificate; null for a server that cannot encrypt
  /// @param login `user:password` that it wants; null for one that wants none
  SmtpSimulator(@Nullable SSLContext tls, boolean fromTheFirstByte, @Nullable String login)
      throws IOException {
    this.tls = tls;
    this.fromTheFirstByte = fromTheFirstByte;
    this.login = login;
    door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  boolean wantsLogin() {
    return login != null;
  }

  /// The next answer to this command, once.
  SmtpSimulator answer(String command, String answer) {
    told.computeIfAbsent(command, _ -> new ConcurrentLinkedQueue<>()).add(answer);
    return this;
  }

  long connections() {
    return commands.stream().filter(line -> line.startsWith("EHLO")).count();
  }

  private void accept() {
    try {
      while (true) {
        var socket = door.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      var socket = fromTheFirstByte ? encrypted(plain) : plain;
      say(socket, "220 localhost ready");
      new Talk(socket, fromTheFirstByte).run();
    } catch (IOException gone) {
      // As may happen.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private SSLSocket encrypted(Socket plain) throws IOException {
    var socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    door.close();
    for (var socket : open) {
      socket.close();
    }
  }

  private final class Talk {

    private final Socket socket;
    private final boolean encrypted;
    private final BufferedReader in;
    private String from = "";
    private String to = "";
    private @Nullable String loggedIn;

    Talk(Socket socket, boolean encrypted) throws IOException {
      this.socket = socket;
      this.encrypted = encrypted;
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    void run() throws IOException, InterruptedException {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        var space = line.indexOf(' ');
        var command = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        if (!follow(command, line)) {
          return;
        }
      }
    }

    /// @return whether it goes on
    private boolean follow(String command, String line) throws IOException, InterruptedException {
      var other = told.getOrDefault(command, new ArrayDeque<>()).poll();
      if (other != null) {
        return say(other);
      }
      return switch (command) {
        case "EHLO" -> hello();
        case "STARTTLS" -> {
          say("220 go ahead");
          new Talk(SmtpSimulator.this.encrypted(socket), true).run();
          yield false;
        }
        case "AUTH" -> logIn(line);
        case "MAIL" -> {
          from = inBrackets(line);
          yield say("250 2.1.0 fine");
        }
        case "RCPT" -> {
          to = inBrackets(line);
          yield say("250 2.1.5 fine");
        }
        case "DATA" -> say("354 go ahead") && letter();
        case "QUIT" -> {
          say("221 bye");
          yield false;
        }
        case "RSET", "NOOP" -> say("250 fine");
        default -> say("502 5.5.1 what?");
      };
    }

    private boolean hello() throws IOException, InterruptedException {
      say("250-localhost");
      if (tls != null && !encrypted) {
        say("250-STARTTLS");
      }
      if (login != null && encrypted) {
        say("250-AUTH PLAIN LOGIN");
      }
      return say("250 8BITMIME");
    }

    private boolean logIn(String line) throws IOException, InterruptedException {
      var words = line.split(" ", -1);
      var said = new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8);
      if (said.endsWith("\0" + login.replace(':', '\0'))) {
        loggedIn = login;
        return say("235 2.7.0 welcome");
      }
      return say("535 5.7.8 who?");
    }

    private boolean letter() throws IOException, InterruptedException {
      var content = new StringBuilder();
      for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
        var broken = told.getOrDefault(BODY, new ArrayDeque<>()).poll();
        if (broken != null) {
          return say(broken);
        }
        content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      received.add(new Received(from, to, content.toString(), encrypted, loggedIn));
      var other = told.getOrDefault(END, new ArrayDeque<>()).poll();
      return say(other == null ? "250 2.0.0 taken" : other);
    }

    private boolean say(String answer) throws IOException, InterruptedException {
      if (answer.equals(HANG_UP)) {
        socket.close();
        return false;
      }
      if (answer.equals(SILENCE)) {
        over.await();
        return false;
      }
      SmtpSimulator.say(socket, answer);
      return true;
    }

    private static String inBrackets(String line) {
      return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }
  }

  /// A key and a certificate for this name that nobody vouches for.
  static KeyStore certificate(Path folder, String name) throws Exception {
    var file = folder.resolve(name + ".p12");
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail",
                "-ext",
                "san=dns:" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    made.getInputStream().readAllBytes();
    if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IllegalStateException("keytool makes no certificate");
    }
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  /// Has this certificate, and believes it and no other.
  static SSLContext context(KeyStore keys) throws Exception {
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("mail", keys.getCertificate("mail"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    var context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
