package org.porchlight.notices;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.porchlight.identity.MailKind;
import org.porchlight.identity.MailRequested;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Writes the letters that identity asks for, in the language of whoever gets them.
@Component
class Letters {

  private static final Set<MailKind> LINK_WORKS_ONCE =
      EnumSet.of(
          MailKind.CONFIRM_ADDRESS,
          MailKind.CONFIRM_CAMERA,
          MailKind.SET_FIRST_PASSWORD,
          MailKind.RESET_PASSWORD);

  private final Mailer mailer;
  private final JdbcMails mails;
  private final MailSettings settings;
  private final Clock clock;

  Letters(Mailer mailer, JdbcMails mails, MailSettings settings, Clock clock) {
    this.mailer = mailer;
    this.mails = mails;
    this.settings = settings;
    this.clock = clock;
  }

  /// A request may be delivered again when the program is killed after this and before that is
  /// noted. What says that it goes out once does, and so does every link that works once; one of
  /// the few other letters may come twice.
  @ApplicationModuleListener
  void on(MailRequested requested) {
    var once = once(requested);
    if (once.isEmpty() || mails.claim(once.get(), clock.instant())) {
      mailer.send(letter(requested, settings.portal()));
    }
  }

  private static Optional<UUID> once(MailRequested requested) {
    var said = requested.parameters().get("once");
    if (said != null) {
      return Optional.of(UUID.fromString(said));
    }
    var path = requested.parameters().get("path");
    return path != null && LINK_WORKS_ONCE.contains(requested.kind())
        ? Optional.of(
            UUID.nameUUIDFromBytes((requested.to() + path).getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  static Mail letter(MailRequested requested, URI portal) {
    var text = requested.language().startsWith("es") ? spanish(requested) : english(requested);
    return new Mail(
        requested.to(),
        requested.kind().name(),
        requested.language().startsWith("es") ? "es" : "en",
        text.subject(),
        text.body().formatted(link(requested.parameters(), portal)));
  }

  /// @param body a format for the link
  record Text(String subject, String body) {}

  private static Text english(MailRequested requested) {
    return switch (requested.kind()) {
      case CONFIRM_ADDRESS ->
          new Text(
              "Confirm your e-mail address",
              """
              Welcome to Porchlight.

              Please confirm your e-mail address:
              %s

              Nobody can use your cameras before you decide so. If you did not sign up, ignore \
              this letter and nothing happens.
              """);
      case CONFIRM_CAMERA ->
          new Text(
              "Confirm your camera",
              """
              Welcome to Porchlight.

              Your camera is not registered yet. Follow the link within seven days and press the \
              button there; then it is, with what you decided:
              %s

              Nobody can use your camera before that. If you did not ask for this, ignore this \
              letter: what was typed is deleted after seven days.
              """);
      case ALREADY_REGISTERED_CAMERA ->
          new Text(
              "You have an account already: add the camera there",
              """
              Somebody, probably you, registered a camera at Porchlight with this e-mail address, \
              which has an account already. Log in to add this camera; what was typed waits for \
              seven days:
              %s

              If it was not you, there is nothing to do: no camera was added, and nobody was told \
              that you have an account.
              """);
      case ALREADY_REGISTERED ->
          new Text(
              "You have an account already",
              """
              Somebody, probably you, signed up at Porchlight with this e-mail address, which has \
              an account already. Log in here:
              %s

              If it was not you, there is nothing to do: nobody was told that you have an account.
              """);
      case SET_FIRST_PASSWORD ->
          new Text(
              "Your Porchlight account",
              """
              An account was made for you. Please set your password:
              %s
              """);
      case RESET_PASSWORD ->
          new Text(
              "Set a new password",
              """
              You can set a new password here:
              %s

              If you did not ask for it, ignore this letter: your password stays as it is.
              """);
      case SECOND_FACTOR_RESET ->
          new Text(
              "Your second factor was reset",
              """
              An administrator reset the second factor of your account. Log in to set up a new one:
              %s

              If you did not ask for it, tell your administrator now.
              """);
      case ACCOUNT_LOCKED ->
          new Text(
              "Your account is locked",
              """
              Somebody failed to log in to your account too often, so it is locked. An \
              administrator can release it:
              %s
              """);
      case CAMERA_LOST -> CameraLetters.ENGLISH.lost(requested.parameters());
      case CAMERA_RESTORED -> CameraLetters.ENGLISH.restored(requested.parameters());
      case CAMERA_OVERRIDDEN -> CameraLetters.ENGLISH.overridden(requested.parameters());
    };
  }

  private static Text spanish(MailRequested requested) {
    return switch (requested.kind()) {
      case CONFIRM_ADDRESS ->
          new Text(
              "Confirme su correo electrónico",
              """
              Bienvenido a Porchlight.

              Confirme su dirección de correo electrónico:
              %s

              Nadie puede usar sus cámaras antes de que usted lo decida. Si usted no se registró, \
              ignore esta carta y no pasará nada.
              """);
      case CONFIRM_CAMERA ->
          new Text(
              "Confirme su cámara",
              """
              Bienvenido a Porchlight.

              Su cámara aún no está registrada. Siga el enlace antes de siete días y pulse el botón \
              que encontrará allí; entonces lo estará, con lo que usted decidió:
              %s

              Nadie puede usar su cámara antes de eso. Si usted no lo pidió, ignore esta carta: lo \
              que se escribió se borra después de siete días.
              """);
      case ALREADY_REGISTERED_CAMERA ->
          new Text(
              "Usted ya tiene una cuenta: añada la cámara allí",
              """
              Alguien, probablemente usted, registró una cámara en Porchlight con esta dirección, \
              que ya tiene una cuenta. Inicie sesión para añadir esta cámara; lo que se escribió \
              espera siete días:
              %s

              Si no fue usted, no tiene que hacer nada: no se añadió ninguna cámara y a nadie se le \
              dijo que usted tiene una cuenta.
              """);
      case ALREADY_REGISTERED ->
          new Text(
              "Usted ya tiene una cuenta",
              """
              Alguien, probablemente usted, se registró en Porchlight con esta dirección, que ya \
              tiene una cuenta. Inicie sesión aquí:
              %s

              Si no fue usted, no tiene que hacer nada: a nadie se le dijo que usted tiene una \
              cuenta.
              """);
      case SET_FIRST_PASSWORD ->
          new Text(
              "Su cuenta de Porchlight",
              """
              Se creó una cuenta para usted. Elija su contraseña:
              %s
              """);
      case RESET_PASSWORD ->
          new Text(
              "Elija una nueva contraseña",
              """
              Aquí puede elegir una nueva contraseña:
              %s

              Si usted no la pidió, ignore esta carta: su contraseña no cambia.
              """);
      case SECOND_FACTOR_RESET ->
          new Text(
              "Se restableció su segundo factor",
              """
              Un administrador restableció el segundo factor de su cuenta. Inicie sesión para \
              configurar uno nuevo:
              %s

              Si usted no lo pidió, avise a su administrador ahora.
              """);
      case ACCOUNT_LOCKED ->
          new Text(
              "Su cuenta está bloqueada",
              """
              Hubo demasiados intentos fallidos de iniciar sesión en su cuenta y quedó bloqueada. \
              Un administrador puede desbloquearla:
              %s
              """);
      case CAMERA_LOST -> CameraLetters.SPANISH.lost(requested.parameters());
      case CAMERA_RESTORED -> CameraLetters.SPANISH.restored(requested.parameters());
      case CAMERA_OVERRIDDEN -> CameraLetters.SPANISH.overridden(requested.parameters());
    };
  }

  /// A path that leads elsewhere would make our own letters a lure, so it must be a path.
  private static String link(Map<String, String> parameters, URI portal) {
    var path = parameters.getOrDefault("path", "/");
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw new IllegalArgumentException("a link in a letter must be a path of the portal");
    }
    var base = portal.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }
}
