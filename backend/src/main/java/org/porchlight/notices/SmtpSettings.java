package org.porchlight.notices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.porchlight.identity.EmailAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How letters leave.
///
/// @param host the mail server that takes our letters; `none` where letters shall not leave. Only
///   the demo starts without either
/// @param port of the mail server; by itself 587, with `encryption` IMPLICIT 465, with NONE 25
/// @param encryption STARTTLS, IMPLICIT (TLS from the first byte), or NONE, which only a server on
///   this machine may have
/// @param tlsBundle name of the authorities that vouch for the mail server, given as
///   `spring.ssl.bundle`; without one, those that Java knows
/// @param username what we log in to the mail server with; without one we do not log in
/// @param password for that log-in, for example from the environment
/// @param passwordFile file with that password, read at every log-in
/// @param from address that letters come from
/// @param fromName name beside that address
/// @param bounces address that mail servers report to when they cannot deliver (envelope sender);
///   without one, `from`
/// @param connectTimeout for reaching the mail server
/// @param answerTimeout for each answer of it
/// @param writeTimeout for each write to it
/// @param firstPause before the second attempt; doubles with each further one
/// @param longestPause but never longer than this
/// @param giveUpAfter a letter that could not be handed over for this long is dropped; its link is
///   of no use any more
@ConfigurationProperties("porchlight.mail")
record SmtpSettings(
    @Nullable String host,
    @Nullable Integer port,
    @DefaultValue("STARTTLS") MailEncryption encryption,
    @Nullable String tlsBundle,
    @Nullable String username,
    @Nullable String password,
    @Nullable Path passwordFile,
    @Nullable String from,
    @DefaultValue("Porchlight") String fromName,
    @Nullable String bounces,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("60s") Duration answerTimeout,
    @DefaultValue("30s") Duration writeTimeout,
    @DefaultValue("15s") Duration firstPause,
    @DefaultValue("15m") Duration longestPause,
    @DefaultValue("1d") Duration giveUpAfter) {

  private static final String NONE = "none";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

  /// Whether anybody said where letters go, even if it is nowhere.
  boolean isSaid() {
    return host != null && !host.isBlank();
  }

  /// Whether letters leave.
  boolean isOn() {
    return isSaid() && !NONE.equals(host);
  }

  /// @throws IllegalStateException if letters could not leave in this way, saying which setting
  void check() {
    require(isOn(), "host", "names no mail server");
    require(
        from != null && EmailAddress.isValid(from),
        "from",
        "must be the e-mail address that letters come from");
    require(
        bounces == null || EmailAddress.isValid(bounces), "bounces", "must be an e-mail address");
    require(isOneLine(fromName), "from-name", "must be one line");
    require(
        encryption != MailEncryption.NONE || THIS_MACHINE.contains(server()),
        "encryption",
        "may be NONE only for a mail server on this machine: letters hold links that work once");
    require(
        password == null || passwordFile == null, "password", "is given twice: itself and a file");
    require(
        (username == null) == (password == null && passwordFile == null),
        "username",
        "and a password belong together");
    try {
      var _ = secret();
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "porchlight.mail.password-file cannot be read: " + passwordFile, unreadable);
    }
  }

  private static void require(boolean holds, String setting, String otherwise) {
    if (!holds) {
      throw new IllegalStateException("porchlight.mail." + setting + " " + otherwise);
    }
  }

  private static boolean isOneLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  String server() {
    return host == null ? NONE : host;
  }

  int serverPort() {
    return port == null ? encryption.usualPort() : port;
  }

  String sender() {
    return from == null ? "" : from;
  }

  String envelopeSender() {
    return bounces == null ? sender() : bounces;
  }

  /// What comes behind the @ of our address.
  String domain() {
    return sender().substring(sender().indexOf('@') + 1);
  }

  /// The password; null where we do not log in.
  @Nullable String secret() throws IOException {
    return passwordFile == null ? password : Files.readString(passwordFile).strip();
  }

  Duration pauseAfter(int attempts) {
    var doubled = firstPause.multipliedBy(1L << Math.clamp(attempts - 1, 0, 10));
    return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
  }

  /// Longer than any attempt takes: greeting, encryption, log-in and the letter have a dozen
  /// answers.
  Duration lease() {
    return connectTimeout.plus(answerTimeout.multipliedBy(12)).plus(writeTimeout.multipliedBy(2));
  }

  @Override
  public String toString() {
    return "SmtpSettings[" + host + ", " + encryption + ", " + from + ", [redacted]]";
  }
}
