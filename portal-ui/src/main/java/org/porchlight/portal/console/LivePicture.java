package org.porchlight.portal.console;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.util.Map;
import org.porchlight.access.LookTicket;
import tools.jackson.databind.node.JsonNodeFactory;

/// A live picture. The ticket goes to the page as an attribute and from there into the first
/// message of the socket: never into an address.
@Tag("live-view")
@JsModule("context://live/live-view.js")
final class LivePicture extends Component {

  private static final long serialVersionUID = 1L;

  /// @param label name of the camera, for people who do not see it
  /// @param viewer who looks: drawn over the picture, so that a photograph of the screen tells
  LivePicture(String label, String viewer, String language) {
    getElement()
        .setAttribute("label", label)
        .setAttribute("viewer", viewer)
        .setAttribute("lang", language);
  }

  /// Opens the view, or opens it again.
  void show(LookTicket ticket) {
    getElement().setAttribute("ticket", ticket.value());
  }

  /// Replaces sentences that the component says.
  void setTexts(Map<String, String> texts) {
    var all = JsonNodeFactory.instance.objectNode();
    texts.forEach(all::put);
    getElement().setPropertyJson("texts", all);
  }

  Registration addEndListener(ComponentEventListener<Ended> listener) {
    return addListener(Ended.class, listener);
  }

  Registration addCloseListener(ComponentEventListener<ClosedByViewer> listener) {
    return addListener(ClosedByViewer.class, listener);
  }

  /// The view is over for good.
  @DomEvent("live-end")
  public static final class Ended extends ComponentEvent<LivePicture> {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public Ended(
        LivePicture source, boolean fromClient, @EventData("event.detail.reason") String reason) {
      super(source, fromClient);
      this.reason = reason;
    }

    /// A short code, for example `SWITCHED_OFF`.
    String reason() {
      return reason;
    }
  }

  /// The viewer pressed the picture's own button.
  @DomEvent("live-close")
  public static final class ClosedByViewer extends ComponentEvent<LivePicture> {

    private static final long serialVersionUID = 1L;

    public ClosedByViewer(LivePicture source, boolean fromClient) {
      super(source, fromClient);
    }
  }
}
