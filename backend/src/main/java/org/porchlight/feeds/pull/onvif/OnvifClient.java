package org.porchlight.feeds.pull.onvif;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.PullLimits;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.Target;
import org.porchlight.feeds.pull.Trust;
import org.porchlight.feeds.pull.http.WebQuestions;
import org.porchlight.registry.StreamAddress;
import org.porchlight.registry.StreamAddress.Parsed;
import org.porchlight.registry.StreamAddress.Scheme;
import org.w3c.dom.Element;

/// Asks one camera by ONVIF (device and media service, version 1): its clock, what it is, its
/// profiles, and where their streams and still pictures are.
///
/// Talks to the address that was checked and to no other, whatever addresses the camera names. The
/// password is proved by a digest, never sent, unless the camera asks for Basic; a refused one is
/// tried once. See docs/decisions/0022-onvif-is-a-suggestion.md.
public final class OnvifClient {

  private static final int LARGEST_ANSWER = 256 * 1024;
  private static final int MOST_PROFILES = 16;
  private static final int LONGEST_TEXT = 64;
  private static final String TIME = "<GetSystemDateAndTime";
  private static final String DEVICE = "http://www.onvif.org/ver10/device/wsdl";
  private static final String MEDIA = "http://www.onvif.org/ver10/media/wsdl";
  private static final String SCHEMA = "http://www.onvif.org/ver10/schema";

  private final PullLimits limits;
  private final Trust trust;
  private final Clock clock;

  /// @param limits of which the time for opening holds for the whole talk
  /// @param trust who may vouch for cameras
  /// @param clock to compare the camera's with
  public OnvifClient(PullLimits limits, Trust trust, Clock clock) {
    this.limits = limits;
    this.trust = trust;
    this.clock = clock;
  }

  /// Asks everything. Blocks; may run on a virtual thread.
  ///
  /// @param service the camera's device service, for example `http://camera/onvif/device_service`
  /// @throws StreamLost if it does not answer, refuses, speaks no ONVIF, or leads elsewhere
  public OnvifCamera look(Target service) throws StreamLost {
    try (var questions = new WebQuestions(service, limits, trust, clock)) {
      return new Talk(service, questions).look();
    }
  }

  private final class Talk {

    private final Target service;
    private final WebQuestions questions;
    private boolean proves;
    private boolean accepted;
    private @Nullable Duration ahead;

    Talk(Target service, WebQuestions questions) {
      this.service = service;
      this.questions = questions;
    }

    OnvifCamera look() throws StreamLost {
      var device = service.address().target();
      ahead = clockAhead(device);
      var about = ask(device, "<GetDeviceInformation xmlns=\"" + DEVICE + "\"/>");
      var media = mediaService(device);
      var profiles = new ArrayList<OnvifCamera.Profile>();
      var list = ask(media, "<GetProfiles xmlns=\"" + MEDIA + "\"/>");
      for (var profile : Soap.children(list, "Profiles")) {
        if (profiles.size() < MOST_PROFILES
            && Soap.child(profile, "VideoEncoderConfiguration").isPresent()) {
          profiles.add(profile(media, profile));
        }
      }
      return new OnvifCamera(
          plain(Soap.text(about, "Manufacturer")),
          plain(Soap.text(about, "Model")),
          plain(Soap.text(about, "FirmwareVersion")),
          ahead,
          profiles);
    }

    /// Everybody may ask for the time, because who does not know it cannot prove a password.
    private @Nullable Duration clockAhead(String device) throws StreamLost {
      var answer = ask(device, TIME + " xmlns=\"" + DEVICE + "\"/>");
      var utc = Soap.child(answer, "SystemDateAndTime", "UTCDateTime").orElse(null);
      if (utc == null) {
        return null;
      }
      try {
        var time =
            LocalDateTime.of(
                number(utc, "Date", "Year"),
                number(utc, "Date", "Month"),
                number(utc, "Date", "Day"),
                number(utc, "Time", "Hour"),
                number(utc, "Time", "Minute"),
                number(utc, "Time", "Second"));
        return Duration.between(clock.instant(), time.toInstant(ZoneOffset.UTC));
      } catch (DateTimeException noTime) {
        return null;
      }
    }

    private String mediaService(String device) throws StreamLost {
      var wish = "<IncludeCapability>false</IncludeCapability>";
      var services =
          answer(device, "<GetServices xmlns=\"" + DEVICE + "\">" + wish + "</GetServices>");
      for (var one : Soap.children(services, "Service")) {
        if (Soap.text(one, "Namespace").equals(MEDIA)) {
          return path(Soap.text(one, "XAddr"));
        }
      }
      // Older ones know only this.
      var category = "<Category>Media</Category>";
      var found =
          ask(
              device,
              "<GetCapabilities xmlns=\"" + DEVICE + "\">" + category + "</GetCapabilities>");
      return path(Soap.text(found, "Capabilities", "Media", "XAddr"));
    }

    private OnvifCamera.Profile profile(String media, Element profile) throws StreamLost {
      var token = profile.getAttribute("token");
      var encoder = Soap.child(profile, "VideoEncoderConfiguration").orElseThrow();
      var named = "<ProfileToken>" + Soap.escaped(token) + "</ProfileToken>";
      var setup =
          "<StreamSetup><Stream xmlns=\"%s\">RTP-Unicast</Stream><Transport xmlns=\"%s\"><Protocol>RTSP</Protocol></Transport></StreamSetup>"
              .formatted(SCHEMA, SCHEMA);
      var stream =
          answer(
              media, "<GetStreamUri xmlns=\"" + MEDIA + "\">" + setup + named + "</GetStreamUri>");
      var snapshot =
          answer(media, "<GetSnapshotUri xmlns=\"" + MEDIA + "\">" + named + "</GetSnapshotUri>");
      return new OnvifCamera.Profile(
          plain(token),
          plain(Soap.text(profile, "Name")),
          plain(Soap.text(encoder, "Encoding")),
          size(encoder, "Width"),
          size(encoder, "Height"),
          address(Soap.text(stream, "MediaUri", "Uri")),
          address(Soap.text(snapshot, "MediaUri", "Uri")));
    }

    /// Asks for what every camera has.
    private Element ask(String path, String body) throws StreamLost {
      var answer = answer(path, body);
      if (answer.getLocalName().equals("Fault")) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "no such answer");
      }
      return answer;
    }

    /// Asks, and proves who asks if the camera wants that.
    ///
    /// @return also a fault, but for that of a wrong password; who was let in may still not ask
    ///   everything
    private Element answer(String path, String body) throws StreamLost {
      var login = service.login();
      var answer = posted(path, body);
      if (Soap.isRefusal(answer) && login != null && !proves) {
        proves = true;
        answer = posted(path, body);
      }
      if (Soap.isRefusal(answer) && !accepted) {
        throw new StreamLost(StreamProblem.WRONG_LOGIN, "not authorized");
      }
      accepted |= !Soap.isRefusal(answer) && !body.startsWith(TIME);
      return answer;
    }

    private Element posted(String path, String body) throws StreamLost {
      var login = service.login();
      var envelope =
          proves && login != null ? Soap.envelope(login, cameraTime(), body) : Soap.envelope(body);
      var answer = questions.post(path, Soap.CONTENT_TYPE, envelope, LARGEST_ANSWER);
      return Soap.body(answer.content())
          .orElseThrow(() -> new StreamLost(problemOf(answer.status()), "no SOAP"));
    }

    private static StreamProblem problemOf(int status) {
      return status == 403 ? StreamProblem.WRONG_LOGIN : StreamProblem.NOT_VIDEO;
    }

    private Instant cameraTime() {
      return clock.instant().plus(ahead == null ? Duration.ZERO : ahead);
    }

    /// Of a service's address only path and query are used: it is asked where the device is.
    private String path(String named) throws StreamLost {
      var address = address(named);
      if (address == null
          || (address.scheme() != Scheme.HTTP && address.scheme() != Scheme.HTTPS)) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "no media service");
      }
      return address.target();
    }

    /// An address at the camera's own host. Cameras behind address translation name their inner
    /// one, which is replaced; any other foreign one leads elsewhere.
    private @Nullable StreamAddress address(String named) throws StreamLost {
      if (named.isEmpty()) {
        return null;
      }
      if (!(StreamAddress.parse(withoutLogin(named)) instanceof Parsed.Address(var found, _))) {
        return null;
      }
      if (!isOwn(found) && !isInner(found)) {
        throw new StreamLost(StreamProblem.LED_ELSEWHERE, "an address of another host");
      }
      return new StreamAddress(
          found.scheme(), service.address().host(), found.port(), found.target());
    }

    private boolean isOwn(StreamAddress found) {
      return found.host().equals(service.address().host())
          || found.literal().filter(service.pinned()::equals).isPresent();
    }
  }

  private static boolean isInner(StreamAddress found) {
    return found
        .literal()
        .filter(address ->
            address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || isUniqueLocal(address))
        .isPresent();
  }

  private static boolean isUniqueLocal(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
  }

  /// Cameras that name a password in their addresses name one that is not ours.
  private static String withoutLogin(String named) {
    try {
      var uri = new URI(named);
      var info = uri.getRawUserInfo();
      return info == null ? named : named.replaceFirst(Pattern.quote(info + "@"), "");
    } catch (URISyntaxException _) {
      return named;
    }
  }

  private static int number(Element in, String... path) {
    var text = Soap.text(in, path);
    if (!text.matches("\\d{1,4}")) {
      throw new DateTimeException("no number");
    }
    return Integer.parseInt(text);
  }

  private static int size(Element encoder, String name) {
    var text = Soap.text(encoder, "Resolution", name);
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }

  /// Printable characters, and not too many.
  private static String plain(String said) {
    var text = said.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "").strip();
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
