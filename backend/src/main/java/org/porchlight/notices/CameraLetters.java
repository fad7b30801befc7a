package org.porchlight.notices;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.porchlight.notices.Letters.Text;

/// Letters about cameras that are lost or back, or were opened in an emergency: which and since
/// when. No address of a stream and nothing about who looked.
enum CameraLetters {
  ENGLISH {
    @Override
    Text lost(Map<String, String> parameters) {
      var cameras = cameras(parameters);
      var lines =
          cameras.stream()
              .map(camera ->
                  "%s: no picture since %s. %s%s"
                      .formatted(
                          camera.name(),
                          time(camera, "EEEE, MMMM d, h:mm a", Locale.US),
                          englishAdvice(camera.problem()),
                          camera.triedAlways()
                              ? ""
                              : " We try this camera only when it is needed, so it may be well"
                                  + " by now."));
      return text(
          cameras.size() == 1
              ? "No picture from " + cameras.getFirst().name()
              : "No picture from %d of your cameras".formatted(cameras.size()),
          lines.toList(),
          """
          We go on trying by ourselves and write to you when the picture is back. How your cameras \
          fare, and the switch for these letters:
          """);
    }

    @Override
    Text restored(Map<String, String> parameters) {
      var cameras = cameras(parameters);
      var lines =
          cameras.stream()
              .map(camera ->
                  "%s: picture again since %s."
                      .formatted(camera.name(), time(camera, "EEEE, MMMM d, h:mm a", Locale.US)));
      return text(
          cameras.size() == 1
              ? "Picture again from " + cameras.getFirst().name()
              : "Picture again from %d of your cameras".formatted(cameras.size()),
          lines.toList(),
          """
          There is nothing to do. How your cameras fare, and the switch for these letters:
          """);
    }

    @Override
    Text overridden(Map<String, String> parameters) {
      var camera = parameters.getOrDefault("camera", "");
      return text(
          "Police opened a camera of yours in an emergency",
          List.of(
              "On %s police opened this camera in an emergency, without your leave: %s."
                  .formatted(
                      time(parameters, "EEEE, MMMM d, h:mm a", Locale.US), printable(camera)),
              "Whoever did it wrote down why, and may look through this one camera for 30 minutes at"
                  + " most. A supervisor who was not involved must say within 24 hours whether it"
                  + " was right.",
              "You can switch the camera off at any time: that ends it within a second."),
          """
          Everything that was looked at is in the ledger of the camera:
          """);
    }
  },
  SPANISH {
    @Override
    Text lost(Map<String, String> parameters) {
      var cameras = cameras(parameters);
      var lines =
          cameras.stream()
              .map(camera ->
                  "%s: sin imagen desde el %s. %s%s"
                      .formatted(
                          camera.name(),
                          time(camera, "EEEE d 'de' MMMM, H:mm", SPANISH_OF_HERE),
                          spanishAdvice(camera.problem()),
                          camera.triedAlways()
                              ? ""
                              : " Solo probamos esta cámara cuando hace falta, así que puede que"
                                  + " ya funcione."));
      return text(
          cameras.size() == 1
              ? "Sin imagen de " + cameras.getFirst().name()
              : "Sin imagen de %d de sus cámaras".formatted(cameras.size()),
          lines.toList(),
          """
          Seguimos intentándolo y le escribiremos cuando vuelva la imagen. Cómo están sus cámaras, \
          y el interruptor de estas cartas:
          """);
    }

    @Override
    Text restored(Map<String, String> parameters) {
      var cameras = cameras(parameters);
      var lines =
          cameras.stream()
              .map(camera ->
                  "%s: hay imagen de nuevo desde el %s."
                      .formatted(
                          camera.name(), time(camera, "EEEE d 'de' MMMM, H:mm", SPANISH_OF_HERE)));
      return text(
          cameras.size() == 1
              ? "Hay imagen de nuevo de " + cameras.getFirst().name()
              : "Hay imagen de nuevo de %d de sus cámaras".formatted(cameras.size()),
          lines.toList(),
          """
          No tiene que hacer nada. Cómo están sus cámaras, y el interruptor de estas cartas:
          """);
    }

    @Override
    Text overridden(Map<String, String> parameters) {
      var camera = parameters.getOrDefault("camera", "");
      return text(
          "La policía abrió una cámara suya en una emergencia",
          List.of(
              "El %s la policía abrió esta cámara en una emergencia, sin su permiso: %s."
                  .formatted(
                      time(parameters, "EEEE d 'de' MMMM, H:mm", SPANISH_OF_HERE),
                      printable(camera)),
              "Quien lo hizo escribió el motivo y puede mirar por esta única cámara durante 30"
                  + " minutos como máximo. Un supervisor que no participó debe decir en 24 horas si"
                  + " fue correcto.",
              "Usted puede apagar la cámara en cualquier momento: eso lo termina en un segundo."),
          """
          Todo lo que se miró está en el registro de la cámara:
          """);
    }
  };

  private static final Locale SPANISH_OF_HERE = Locale.of("es", "US");

  private record Camera(
      String name, Instant at, ZoneId zone, String problem, boolean triedAlways) {}

  abstract Text lost(Map<String, String> parameters);

  abstract Text restored(Map<String, String> parameters);

  abstract Text overridden(Map<String, String> parameters);

  private static List<Camera> cameras(Map<String, String> parameters) {
    var zone = ZoneId.of(parameters.getOrDefault("zone", "UTC"));
    var count = Integer.parseInt(parameters.getOrDefault("cameras", "0"));
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Camera(
                printable(parameters.getOrDefault("camera." + i, "")),
                Instant.ofEpochSecond(Long.parseLong(parameters.getOrDefault("at." + i, "0"))),
                zone,
                parameters.getOrDefault("problem." + i, ""),
                Objects.equals(parameters.get("tried." + i), "always")))
        .toList();
  }

  private static String printable(String name) {
    return name.codePoints()
        .filter(point -> !Character.isISOControl(point))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String time(Camera camera, String pattern, Locale locale) {
    return DateTimeFormatter.ofPattern(pattern, locale).withZone(camera.zone()).format(camera.at());
  }

  private static String time(Map<String, String> parameters, String pattern, Locale locale) {
    return DateTimeFormatter.ofPattern(pattern, locale)
        .withZone(ZoneId.of(parameters.getOrDefault("zone", "UTC")))
        .format(Instant.ofEpochSecond(Long.parseLong(parameters.getOrDefault("at", "0"))));
  }

  private static Text text(String subject, List<String> lines, String after) {
    // Names of cameras may hold what is a sign in a format.
    var body = String.join("\n\n", lines) + "\n\n" + after;
    return new Text(subject, body.replace("%", "%%") + "%s\n");
  }

  private static String englishAdvice(String problem) {
    return switch (problem) {
      case "NO_ANSWER", "ENDED" ->
          "The camera does not answer. Please check that it has power and network; the router may"
              + " have been changed or may know the camera under another address.";
      case "WRONG_LOGIN" ->
          "The camera refuses the password. If you changed it, please enter the new one.";
      case "STALLED", "NO_KEYFRAMES" ->
          "The camera answers, but its picture stands still. Switching it off and on often helps.";
      case "ADDRESS_NOT_ALLOWED", "LED_ELSEWHERE" ->
          "The camera's address leads to a place that we may not go to. Please check the address.";
      default -> "What the camera sends is no video that we can use. Please check its settings.";
    };
  }

  private static String spanishAdvice(String problem) {
    return switch (problem) {
      case "NO_ANSWER", "ENDED" ->
          "La cámara no responde. Compruebe que tenga corriente y red; quizá cambió el router o la"
              + " cámara tiene otra dirección.";
      case "WRONG_LOGIN" -> "La cámara rechaza la contraseña. Si la cambió, escriba la nueva.";
      case "STALLED", "NO_KEYFRAMES" ->
          "La cámara responde, pero su imagen está detenida. Suele ayudar apagarla y encenderla.";
      case "ADDRESS_NOT_ALLOWED", "LED_ELSEWHERE" ->
          "La dirección de la cámara lleva a un lugar al que no podemos ir. Compruebe la dirección.";
      default -> "Lo que envía la cámara no es video que podamos usar. Compruebe sus ajustes.";
    };
  }
}
