package org.porchlight.camerasim.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ONVIF services of a [WebCamera]: device and media, as far as a client asks them before it
/// takes a picture. Switches may be changed while it runs.
public final class OnvifFront {

  static final String DEVICE_PATH = "onvif/device_service";
  static final String MEDIA_PATH = "onvif/media_service";

  private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
  private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
  private static final Pattern ASKED = Pattern.compile("<s:Body><(\\w+)");
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  private final WebCamera camera;
  private final Clock clock = Clock.systemUTC();
  private volatile @Nullable String user;
  private volatile String password = "";
  private volatile @Nullable String named;
  private volatile @Nullable String streamUrl;
  private volatile @Nullable String answer;
  private volatile boolean old;

  OnvifFront(WebCamera camera) {
    this.camera = camera;
  }

  /// Address of the device service.
  public String url() {
    return camera.url() + "/" + DEVICE_PATH;
  }

  /// Asks for a WS-UsernameToken in the envelope.
  public void login(String name, String secret) {
    user = name;
    password = secret;
  }

  /// Names this host and port in all addresses, as behind address translation.
  public void namesItself(String hostAndPort) {
    named = hostAndPort;
  }

  /// Names this address as that of its stream.
  public void streamUrl(String address) {
    streamUrl = address;
  }

  /// Knows GetCapabilities only, as before 2010.
  public void old(boolean on) {
    old = on;
  }

  /// Answers everything with this.
  public void answer(@Nullable String document) {
    answer = document;
  }

  record Reply(int status, String content) {}

  Reply reply(String request) {
    var fixed = answer;
    if (fixed != null) {
      return new Reply(200, fixed);
    }
    var found = ASKED.matcher(request);
    var asked = found.find() ? found.group(1) : "";
    if (!asked.equals("GetSystemDateAndTime") && !mayEnter(request)) {
      camera.countRefusedLogin(request.contains("UsernameToken"));
      return fault("Sender", "NotAuthorized");
    }
    return switch (asked) {
      case "GetSystemDateAndTime" -> ok(time());
      case "GetDeviceInformation" ->
          ok(
              """
              <d:GetDeviceInformationResponse xmlns:d="%s"><d:Manufacturer>Porchlight</d:Manufacturer>\
              <d:Model>Simulated</d:Model><d:FirmwareVersion>1.0</d:FirmwareVersion>\
              <d:SerialNumber>1</d:SerialNumber></d:GetDeviceInformationResponse>\
              """
                  .formatted(DEVICE));
      case "GetServices" ->
          old
              ? fault("Receiver", "ActionNotSupported")
              : ok(
                  """
                  <d:GetServicesResponse xmlns:d="%s"><d:Service><d:Namespace>%s</d:Namespace>\
                  <d:XAddr>%s</d:XAddr></d:Service><d:Service><d:Namespace>%s</d:Namespace>\
                  <d:XAddr>%s</d:XAddr></d:Service></d:GetServicesResponse>\
                  """
                      .formatted(DEVICE, DEVICE, named(DEVICE_PATH), MEDIA, named(MEDIA_PATH)));
      case "GetCapabilities" ->
          ok(
              """
              <d:GetCapabilitiesResponse xmlns:d="%s" xmlns:t="http://www.onvif.org/ver10/schema">\
              <d:Capabilities><t:Media><t:XAddr>%s</t:XAddr></t:Media></d:Capabilities>\
              </d:GetCapabilitiesResponse>\
              """
                  .formatted(DEVICE, named(MEDIA_PATH)));
      case "GetProfiles" -> ok(profiles());
      case "GetStreamUri" ->
          ok(uri("GetStreamUri", streamUrl == null ? named(Form.MJPEG.file()) : streamUrl));
      case "GetSnapshotUri" -> ok(uri("GetSnapshotUri", named(Form.SNAPSHOT.file())));
      default -> fault("Receiver", "ActionNotSupported");
    };
  }

  private String named(String file) {
    var address = camera.url() + "/" + file;
    return named == null ? address : address.replaceFirst("//[^/]*", "//" + named);
  }

  private String time() {
    var now = clock.instant().plus(camera.clockAhead()).atOffset(ZoneOffset.UTC);
    return """
    <d:GetSystemDateAndTimeResponse xmlns:d="%s" xmlns:t="http://www.onvif.org/ver10/schema">\
    <d:SystemDateAndTime><t:DateTimeType>NTP</t:DateTimeType><t:UTCDateTime><t:Time><t:Hour>%d</t:Hour>\
    <t:Minute>%d</t:Minute><t:Second>%d</t:Second></t:Time><t:Date><t:Year>%d</t:Year><t:Month>%d</t:Month>\
    <t:Day>%d</t:Day></t:Date></t:UTCDateTime></d:SystemDateAndTime></d:GetSystemDateAndTimeResponse>\
    """
        .formatted(
            DEVICE,
            now.getHour(),
            now.getMinute(),
            now.getSecond(),
            now.getYear(),
            now.getMonthValue(),
            now.getDayOfMonth());
  }

  private String profiles() {
    var all = new StringBuilder();
    for (var name : new String[] {"main", "sub"}) {
      all.append(
          """
          <m:Profiles token="%s" fixed="true"><t:Name>%s</t:Name><t:VideoEncoderConfiguration token="e">\
          <t:Encoding>JPEG</t:Encoding><t:Resolution><t:Width>%d</t:Width><t:Height>%d</t:Height>\
          </t:Resolution></t:VideoEncoderConfiguration></m:Profiles>\
          """
              .formatted(name, name, camera.clip().width(), camera.clip().height()));
    }
    all.append("<m:Profiles token=\"metadata\"><t:Name>metadata</t:Name></m:Profiles>");
    return """
    <m:GetProfilesResponse xmlns:m="%s" xmlns:t="http://www.onvif.org/ver10/schema">%s</m:GetProfilesResponse>\
    """
        .formatted(MEDIA, all);
  }

  private static String uri(String question, @Nullable String address) {
    return """
    <m:%sResponse xmlns:m="%s" xmlns:t="http://www.onvif.org/ver10/schema"><m:MediaUri><t:Uri>%s</t:Uri>\
    <t:Timeout>PT60S</t:Timeout></m:MediaUri></m:%sResponse>\
    """
        .formatted(question, MEDIA, address, question);
  }

  private boolean mayEnter(String request) {
    var known = user;
    if (known == null) {
      return true;
    }
    try {
      var created = content(request, "Created");
      var now = clock.instant().plus(camera.clockAhead());
      var hash = MessageDigest.getInstance("SHA-1");
      hash.update(Base64.getDecoder().decode(content(request, "Nonce")));
      hash.update((created + password).getBytes(UTF_8));
      return known.equals(content(request, "Username"))
          && Duration.between(Instant.parse(created), now).abs().compareTo(TOLERANCE) < 0
          && Base64.getEncoder().encodeToString(hash.digest()).equals(content(request, "Password"));
    } catch (IllegalArgumentException | DateTimeException nonsense) {
      return false;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }

  private static String content(String request, String name) {
    var found = Pattern.compile("<\\w:" + name + "(?: [^>]*)?>([^<]*)<").matcher(request);
    return found.find() ? found.group(1) : "";
  }

  private static Reply ok(String body) {
    return new Reply(200, envelope(body));
  }

  private static Reply fault(String whose, String why) {
    return new Reply(
        400,
        envelope(
            """
            <s:Fault xmlns:ter="http://www.onvif.org/ver10/error"><s:Code><s:Value>s:%s</s:Value>\
            <s:Subcode><s:Value>ter:%s</s:Value></s:Subcode></s:Code><s:Reason>\
            <s:Text xml:lang="en">No</s:Text></s:Reason></s:Fault>\
            """
                .formatted(whose, why)));
  }

  private static String envelope(String body) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>%s</s:Body></s:Envelope>\
    """
        .formatted(body);
  }
}
