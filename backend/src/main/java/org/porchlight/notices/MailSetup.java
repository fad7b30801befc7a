package org.porchlight.notices;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses where letters go by what is configured.
@Configuration(proxyBeanMethods = false)
class MailSetup {

  private static final Logger LOG = LoggerFactory.getLogger(MailSetup.class);

  @Bean
  Post post(
      JdbcLetters letters,
      SmtpSettings smtp,
      MailSettings mail,
      Troubles troubles,
      Clock clock,
      ObjectProvider<SslBundles> bundles,
      ObjectProvider<MeterRegistry> meters) {
    return new Post(
        letters,
        smtp,
        lines(smtp, mail, bundles),
        troubles,
        clock,
        meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  /// @throws IllegalStateException if a setting, a file or a bundle is missing or cannot be used
  private static Supplier<SmtpLine> lines(
      SmtpSettings smtp, MailSettings mail, ObjectProvider<SslBundles> bundles) {
    if (!smtp.isOn()) {
      return () -> {
        throw new IllegalStateException("no mail server is named");
      };
    }
    smtp.check();
    var bundle = smtp.tlsBundle();
    var session =
        SmtpLine.session(
            smtp,
            bundle == null
                ? null
                : bundles.getObject().getBundle(bundle).createSslContext().getSocketFactory());
    var mime = new LetterMime(session, smtp, mail.portal());
    return () -> new SmtpLine(smtp, session, mime);
  }

  /// @throws IllegalStateException where real people wait for letters that nobody would bring
  @Bean
  Mailer mailer(
      SmtpSettings smtp,
      MailBox box,
      JdbcLetters letters,
      PostLoop loop,
      Clock clock,
      @Value("${porchlight.demo:false}") boolean demo) {
    if (smtp.isOn()) {
      LOG.info("Letters leave by {}", smtp.server());
      return new SmtpMailer(letters, loop, clock);
    }
    if (!demo && !smtp.isSaid()) {
      throw new IllegalStateException(
          "No mail server is named, so nobody could confirm an address or set a password."
              + " Set porchlight.mail.host and porchlight.mail.from (docs/guide/operate.md, Mail),"
              + " or porchlight.mail.host=none to do without letters");
    }
    if (!demo) {
      LOG.warn("porchlight.mail.host is none: no letter reaches anybody");
    }
    return box::keep;
  }
}
