package org.porchlight.notices;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.porchlight.kernel.OutsideTransactions;

/// A connection to the mail server, made with the first letter and kept for the next ones. For one
/// thread.
final class SmtpLine implements AutoCloseable {

  /// Whether it is the address that is refused (RFC 3463): the mailbox, or its being in use.
  private static final Pattern ABOUT_THE_ADDRESS = Pattern.compile("5\\.(1\\.\\d+|2\\.1)");

  private final SmtpSettings settings;
  private final Session session;
  private final LetterMime mime;
  private @Nullable Talk talk;

  SmtpLine(SmtpSettings settings, Session session, LetterMime mime) {
    this.settings = settings;
    this.session = session;
    this.mime = mime;
  }

  /// What all connections have in common.
  ///
  /// @param authorities makes encrypted connections to servers that they vouch for; without it,
  ///   Java's own
  static Session session(SmtpSettings settings, @Nullable SSLSocketFactory authorities) {
    var encryption = settings.encryption();
    var properties = new Properties();
    properties.put("mail.smtp.from", settings.envelopeSender());
    properties.put("mail.smtp.localhost", settings.domain());
    properties.put("mail.smtp.connectiontimeout", millis(settings.connectTimeout()));
    properties.put("mail.smtp.timeout", millis(settings.answerTimeout()));
    properties.put("mail.smtp.writetimeout", millis(settings.writeTimeout()));
    properties.put("mail.smtp.ssl.enable", is(encryption == MailEncryption.IMPLICIT));
    properties.put("mail.smtp.starttls.enable", is(encryption == MailEncryption.STARTTLS));
    properties.put("mail.smtp.starttls.required", is(encryption == MailEncryption.STARTTLS));
    properties.put("mail.smtp.ssl.checkserveridentity", is(true));
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    if (authorities != null) {
      properties.put("mail.smtp.ssl.socketFactory", authorities);
    }
    properties.put("mail.smtp.auth", is(settings.username() != null));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.sendpartial", is(false));
    properties.put("mail.smtp.quitwait", is(false));
    return Session.getInstance(properties);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static String is(boolean so) {
    return Boolean.toString(so);
  }

  /// Hands one letter over. Whatever goes wrong ends the connection; the next letter gets a new
  /// one.
  MailAnswer send(Letter letter) {
    OutsideTransactions.require("A mail server");
    var open = talk;
    // The server may have hung up since the last letter.
    if (open == null || !open.isConnected()) {
      open = new Talk(session);
      talk = open;
      var down = connect(open);
      if (down.isPresent()) {
        close();
        return down.get();
      }
    }
    var answer = send(letter, open);
    if (!(answer instanceof MailAnswer.Accepted)) {
      close();
    }
    return answer;
  }

  private Optional<MailAnswer.LineDown> connect(Talk open) {
    try {
      open.connect(
          settings.server(), settings.serverPort(), settings.username(), settings.secret());
    } catch (AuthenticationFailedException refused) {
      var code = open.getLastReturnCode();
      return down(
          code < 0
              ? MailTrouble.UNREACHABLE
              : isLater(code) ? MailTrouble.BUSY : MailTrouble.LOGIN_REFUSED,
          "log-in answered with " + code);
    } catch (MessagingException failed) {
      return down(reasonOf(failed, open), failed.toString());
    } catch (IOException unreadable) {
      return down(MailTrouble.LOGIN_REFUSED, "the password file cannot be read");
    }
    if (settings.username() != null && !open.supportsExtension("AUTH")) {
      return down(MailTrouble.LOGIN_REFUSED, "the server offers no log-in");
    }
    return Optional.empty();
  }

  private static Optional<MailAnswer.LineDown> down(MailTrouble trouble, String detail) {
    return Optional.of(new MailAnswer.LineDown(trouble, detail));
  }

  private MailTrouble reasonOf(MessagingException failed, Talk open) {
    if (isAboutTrust(failed)) {
      return MailTrouble.CERTIFICATE;
    }
    if (settings.encryption() == MailEncryption.STARTTLS
        && open.saidHello
        && !open.offersStartTls) {
      return MailTrouble.NOT_ENCRYPTED;
    }
    return isLater(open.getLastReturnCode()) ? MailTrouble.BUSY : MailTrouble.UNREACHABLE;
  }

  private static boolean isAboutTrust(Throwable failed) {
    var seen = new HashSet<Throwable>();
    var encrypted = false;
    Throwable at = failed;
    while (at != null && seen.add(at)) {
      encrypted |= at instanceof SSLException;
      if (encrypted && at instanceof GeneralSecurityException) {
        return true;
      }
      at =
          at instanceof MessagingException wrapping && wrapping.getNextException() != null
              ? wrapping.getNextException()
              : at.getCause();
    }
    return false;
  }

  private MailAnswer send(Letter letter, Talk open) {
    try {
      var message = mime.of(letter);
      open.begin();
      open.sendMessage(message, new Address[] {LetterMime.address(letter.mail().to())});
      return new MailAnswer.Accepted();
    } catch (MessagingException failed) {
      return open.judge(failed.getClass().getSimpleName());
    }
  }

  private static boolean isLater(int code) {
    return code >= 400 && code < 500;
  }

  private static boolean isNever(int code) {
    return code >= 500 && code < 600;
  }

  @Override
  public void close() {
    var open = talk;
    talk = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException gone) {
        // It was to end anyhow.
      }
    }
  }

  /// How far a letter has come.
  private enum Step {
    /// Nothing was said about it.
    NOT_BEGUN,
    SENDER,
    RECEIVER,
    /// The server does not have all of it: it must not deliver it.
    CONTENT,
    /// The server may have all of it.
    END
  }

  /// Knows at which step a letter failed, and the server's answer to that step.
  private static final class Talk extends SMTPTransport {

    private static final Pattern REPLY =
        Pattern.compile("(?s)(\\d{3})(?:[ -](\\d\\.\\d{1,3}\\.\\d{1,3})\\b)?.*");

    private Step step = Step.NOT_BEGUN;
    private int code;
    private String reply = "";
    private boolean answered;
    private boolean saidHello;
    private boolean offersStartTls;

    Talk(Session session) {
      super(session, new URLName("smtp", null, -1, null, null, null));
    }

    void begin() {
      at(Step.NOT_BEGUN);
    }

    private void at(Step next) {
      step = next;
      code = 0;
      reply = "";
      answered = false;
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
      var understood = super.ehlo(domain);
      saidHello = true;
      offersStartTls |= understood && supportsExtension("STARTTLS");
      return understood;
    }

    @Override
    protected void mailFrom() throws MessagingException {
      at(Step.SENDER);
      super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
      at(Step.RECEIVER);
      super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
      at(Step.CONTENT);
      return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
      at(Step.END);
      super.finishData();
    }

    /// Keeps the first answer of a step; what follows a refusal is only tidying up.
    @Override
    protected int readServerResponse() throws MessagingException {
      var number = super.readServerResponse();
      if (!answered) {
        answered = true;
        code = number;
        var parts = REPLY.matcher(getLastServerResponse());
        if (parts.matches()) {
          reply = parts.group(2) == null ? parts.group(1) : parts.group(1) + " " + parts.group(2);
        }
      }
      return number;
    }

    private String enhanced() {
      return reply.length() > 4 ? reply.substring(4) : "";
    }

    /// @param failure what kind of; its words may repeat an address
    MailAnswer judge(String failure) {
      return switch (step) {
        case NOT_BEGUN -> new MailAnswer.LetterRefused(failure);
        case SENDER ->
            isNever(code)
                ? new MailAnswer.LineDown(MailTrouble.SENDER_REFUSED, reply)
                : silentOrBusy(failure);
        case RECEIVER -> {
          if (isNever(code)) {
            // 5.7: it has something against us, not against the address.
            yield enhanced().startsWith("5.7.")
                ? new MailAnswer.LetterRefused(reply)
                : new MailAnswer.AddressRefused(reply);
          }
          yield later(failure);
        }
        case CONTENT -> isNever(code) ? new MailAnswer.LetterRefused(reply) : later(failure);
        case END -> {
          if (isNever(code)) {
            yield ABOUT_THE_ADDRESS.matcher(enhanced()).matches()
                ? new MailAnswer.AddressRefused(reply)
                : new MailAnswer.LetterRefused(reply);
          }
          yield isLater(code) ? new MailAnswer.Later(reply) : new MailAnswer.InDoubt();
        }
      };
    }

    private MailAnswer later(String failure) {
      return isLater(code) && code != 421 ? new MailAnswer.Later(reply) : silentOrBusy(failure);
    }

    private MailAnswer silentOrBusy(String failure) {
      return isLater(code)
          ? new MailAnswer.LineDown(MailTrouble.BUSY, reply)
          : new MailAnswer.LineDown(MailTrouble.UNREACHABLE, step + " " + failure);
    }
  }
}
