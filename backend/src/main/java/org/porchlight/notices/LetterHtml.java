package org.porchlight.notices;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The HTML of a letter, made from its plain text. It fetches nothing, runs nothing, fits a screen
/// 320 px wide, and is dark where its reader likes that.
final class LetterHtml {

  private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\\n\\s*\\n");

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="{language}">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <title>{subject}</title>
      <style>
      :root { color-scheme: light dark; }
      @media (prefers-color-scheme: dark) {
        body, .letter { background: #15191e !important; color: #e8eaed !important; }
        .button { background: #9cc3f5 !important; color: #10151b !important; }
        .address { color: #9cc3f5 !important; }
      }
      </style>
      </head>
      <body style="margin:0;padding:0;background:#ffffff;color:#1c2126">
      <div class="letter" style="max-width:560px;margin:0 auto;padding:24px 16px;\
      font-family:system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
      font-size:16px;line-height:1.5;overflow-wrap:anywhere;background:#ffffff;color:#1c2126">
      {paragraphs}
      </div>
      </body>
      </html>
      """;

  private LetterHtml() {}

  static String of(Mail mail, URI portal) {
    var link = linkIn(mail, portal);
    var paragraphs =
        BETWEEN_PARAGRAPHS
            .splitAsStream(mail.text().strip())
            .map(paragraph -> paragraph(paragraph, mail, link.orElse("")))
            .collect(Collectors.joining("\n"));
    return PAGE.replace("{language}", escaped(mail.language()))
        .replace("{subject}", escaped(mail.subject()))
        .replace("{paragraphs}", paragraphs);
  }

  /// The address that the letter leads to: the first line that is an address of the portal and
  /// nothing else. Names that people gave their cameras never stand alone in a line.
  static Optional<String> linkIn(Mail mail, URI portal) {
    var base = portal.toString();
    return mail.text()
        .lines()
        .filter(line -> line.startsWith(base) && line.chars().noneMatch(Character::isWhitespace))
        .findFirst();
  }

  private static String paragraph(String text, Mail mail, String link) {
    var words =
        text.lines()
            .filter(line -> !line.equals(link))
            .map(LetterHtml::escaped)
            .collect(Collectors.joining("<br>"));
    var html = new StringBuilder();
    if (!words.isBlank()) {
      html.append("<p style=\"margin:0 0 16px\">").append(words).append("</p>");
    }
    if (!link.isEmpty() && text.lines().anyMatch(link::equals)) {
      html.append(button(link, label(mail)));
    }
    return html.toString();
  }

  private static String button(String link, String label) {
    return """
    <p style="margin:0 0 8px"><a class="button" href="{link}" style="display:inline-block;\
    padding:12px 20px;border-radius:6px;background:#17497f;color:#ffffff;font-weight:600;\
    text-decoration:none">{label}</a></p>
    <p style="margin:0 0 16px;font-size:14px;word-break:break-all"><a class="address" \
    href="{link}" style="color:#17497f">{link}</a></p>\
    """
        .replace("{link}", escaped(link))
        .replace("{label}", escaped(label));
  }

  private static String label(Mail mail) {
    var spanish = mail.language().equals("es");
    return switch (mail.kind()) {
      case "CONFIRM_CAMERA" -> spanish ? "Confirmar la cámara" : "Confirm camera";
      case "ALREADY_REGISTERED_CAMERA" -> spanish ? "Añadir la cámara" : "Add the camera";
      case "CONFIRM_ADDRESS" -> spanish ? "Confirmar la dirección" : "Confirm address";
      case "SET_FIRST_PASSWORD", "RESET_PASSWORD" -> spanish ? "Elegir contraseña" : "Set password";
      case "ALREADY_REGISTERED", "SECOND_FACTOR_RESET" -> spanish ? "Iniciar sesión" : "Log in";
      case "CAMERA_LOST", "CAMERA_RESTORED" -> spanish ? "Ver sus cámaras" : "See your cameras";
      case "CAMERA_OVERRIDDEN" -> spanish ? "Ver el registro" : "See the ledger";
      default -> spanish ? "Abrir Porchlight" : "Open Porchlight";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
