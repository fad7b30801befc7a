package org.porchlight.portal.clips;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.shared.Registration;
import org.porchlight.evidence.ClipId;

/// Plays a clip. Every piece it fetches passes the decision, so it is made only when somebody asks
/// to play: a page that merely lists clips touches none.
@Tag("video")
final class ClipPlayer extends Component {

  private static final long serialVersionUID = 1L;

  ClipPlayer(ClipId clip, String label) {
    getElement()
        .setAttribute("src", "media/clips/" + clip)
        .setAttribute("controls", true)
        .setAttribute("autoplay", true)
        .setAttribute("muted", true)
        .setAttribute("playsinline", true)
        .setAttribute("disablepictureinpicture", true)
        .setAttribute("controlslist", "nodownload noremoteplayback")
        .setAttribute("aria-label", label);
  }

  Registration addFailureListener(ComponentEventListener<Failed> listener) {
    return addListener(Failed.class, listener);
  }

  /// The browser could not play it: refused, gone, or unreadable.
  @DomEvent("error")
  public static final class Failed extends ComponentEvent<ClipPlayer> {

    private static final long serialVersionUID = 1L;

    public Failed(ClipPlayer source, boolean fromClient) {
      super(source, fromClient);
    }
  }
}
