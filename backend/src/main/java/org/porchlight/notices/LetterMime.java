package org.porchlight.notices;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Set;

/// Writes letters as mail servers read them: the plain text first, and the same as HTML. However
/// often a letter is tried, it has the same number and date.
final class LetterMime {

  /// Letters that whoever gets them can switch off, on the page that they lead to.
  private static final Set<String> CAN_BE_SWITCHED_OFF = Set.of("CAMERA_LOST", "CAMERA_RESTORED");

  private final Session session;
  private final SmtpSettings settings;
  private final URI portal;

  LetterMime(Session session, SmtpSettings settings, URI portal) {
    this.session = session;
    this.settings = settings;
    this.portal = portal;
  }

  MimeMessage of(Letter letter) throws MessagingException {
    var mail = letter.mail();
    var message = new Numbered(session, "<" + letter.id() + "@" + settings.domain() + ">");
    message.setFrom(sender());
    message.setRecipient(Message.RecipientType.TO, address(mail.to()));
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(letter.at()));
    message.setContentLanguage(new String[] {mail.language()});
    // Nobody's machine shall answer (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    if (CAN_BE_SWITCHED_OFF.contains(mail.kind())) {
      var link = LetterHtml.linkIn(mail, portal);
      if (link.isPresent()) {
        message.setHeader("List-Unsubscribe", "<" + link.get() + ">");
      }
    }
    var parts = new MimeMultipart("alternative");
    parts.addBodyPart(part(mail.text(), "plain", mail.language()));
    parts.addBodyPart(part(LetterHtml.of(mail, portal), "html", mail.language()));
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  /// One address, without a name.
  static InternetAddress address(String plain) throws AddressException {
    return new InternetAddress(plain, true);
  }

  private InternetAddress sender() {
    try {
      return new InternetAddress(
          settings.sender(), settings.fromName(), StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException("UTF-8 is part of every JDK", impossible);
    }
  }

  private static MimeBodyPart part(String text, String kind, String language)
      throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, StandardCharsets.UTF_8.name(), kind);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    part.setContentLanguage(new String[] {language});
    return part;
  }

  private static final class Numbered extends MimeMessage {

    private final String number;

    Numbered(Session session, String number) {
      super(session);
      this.number = number;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", number);
    }
  }
}
