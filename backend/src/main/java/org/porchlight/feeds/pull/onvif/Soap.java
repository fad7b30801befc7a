package org.porchlight.feeds.pull.onvif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.Login;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// SOAP 1.2 as ONVIF uses it: envelopes out, elements in.
///
/// What comes in is read without document types and outside entities, and no deeper than any answer
/// of ONVIF is.
final class Soap {

  static final String CONTENT_TYPE = "application/soap+xml; charset=utf-8";

  private static final String ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";
  private static final String SECURITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  private static final String UTILITY =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final String DIGEST =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
  private static final String BASE64 =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

  private static final SecureRandom RANDOM = new SecureRandom();

  private Soap() {}

  /// A question without proof of who asks.
  static byte[] envelope(String body) {
    return envelope("", body);
  }

  /// A question with a user name and a digest of password, nonce and time (WS-UsernameToken).
  ///
  /// @param created what the camera's clock shows
  static byte[] envelope(Login login, Instant created, String body) {
    var nonce = new byte[16];
    RANDOM.nextBytes(nonce);
    var time = created.truncatedTo(ChronoUnit.MILLIS).toString();
    var token =
        """
        <s:Header><w:Security xmlns:w="%s" xmlns:u="%s" s:mustUnderstand="1"><w:UsernameToken>\
        <w:Username>%s</w:Username><w:Password Type="%s">%s</w:Password>\
        <w:Nonce EncodingType="%s">%s</w:Nonce><u:Created>%s</u:Created>\
        </w:UsernameToken></w:Security></s:Header>\
        """
            .formatted(
                SECURITY,
                UTILITY,
                escaped(login.user()),
                DIGEST,
                digest(nonce, time, login.password()),
                BASE64,
                Base64.getEncoder().encodeToString(nonce),
                time);
    return envelope(token, body);
  }

  static String digest(byte[] nonce, String created, String password) {
    try {
      var sha = MessageDigest.getInstance("SHA-1");
      sha.update(nonce);
      sha.update(created.getBytes(UTF_8));
      sha.update(password.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java runtime has SHA-1", impossible);
    }
  }

  private static byte[] envelope(String header, String body) {
    return """
    <?xml version="1.0" encoding="utf-8"?>
    <s:Envelope xmlns:s="%s">%s<s:Body>%s</s:Body></s:Envelope>\
    """
        .formatted(ENVELOPE, header, body)
        .getBytes(UTF_8);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// The first element in the body of an answer.
  ///
  /// @return empty if it is no SOAP
  static Optional<Element> body(byte[] answer) {
    return parsed(answer)
        .map(Document::getDocumentElement)
        .filter(root -> "Envelope".equals(root.getLocalName()))
        .flatMap(root -> child(root, "Body"))
        .flatMap(body -> children(body).stream().findFirst());
  }

  private static Optional<Document> parsed(byte[] xml) {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setAttribute("jdk.xml.maxElementDepth", "64");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return Optional.of(builder.parse(new ByteArrayInputStream(xml)));
    } catch (SAXException | IOException noXml) {
      return Optional.empty();
    } catch (ParserConfigurationException impossible) {
      throw new AssertionError("the parser of the JDK can be made safe", impossible);
    }
  }

  /// Whether the camera says that it does not know who asks.
  static boolean isRefusal(Element answer) {
    return answer.getLocalName().equals("Fault")
        && (answer.getTextContent().contains("NotAuthorized")
            || answer.getTextContent().contains("FailedAuthentication"));
  }

  static List<Element> children(Element of) {
    var found = new ArrayList<Element>();
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  static List<Element> children(Element of, String name) {
    return children(of).stream().filter(child -> name.equals(child.getLocalName())).toList();
  }

  static Optional<Element> child(Element of, String... path) {
    @Nullable Element at = of;
    for (var name : path) {
      at = at == null ? null : children(at, name).stream().findFirst().orElse(null);
    }
    return Optional.ofNullable(at);
  }

  static String text(Element of, String... path) {
    return child(of, path).map(found -> found.getTextContent().strip()).orElse("");
  }

  /// Says nothing on the terminal.
  private static final class Silent implements ErrorHandler {

    @Override
    public void warning(SAXParseException what) {}

    @Override
    public void error(SAXParseException what) throws SAXException {
      throw what;
    }

    @Override
    public void fatalError(SAXParseException what) throws SAXException {
      throw what;
    }
  }
}
