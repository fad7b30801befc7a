package org.porchlight.portal.masks;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.util.Base64;
import java.util.List;
import org.porchlight.registry.Mask;
import tools.jackson.databind.node.JsonNodeFactory;

/// A picture of the camera with the masks on it, on which rectangles can be drawn. Whoever shows it
/// puts the same in numbers beside it.
@Tag("mask-picture")
@JsModule("context://masks/mask-picture.js")
final class MaskPicture extends Component {

  private static final long serialVersionUID = 1L;

  MaskPicture(String label) {
    getElement().setAttribute("label", label);
  }

  /// The picture goes to this page only, inside the page: it has no address.
  void show(byte[] jpeg) {
    getElement()
        .setAttribute(
            "picture", "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg));
  }

  void mark(List<Mask> masks) {
    var areas = JsonNodeFactory.instance.arrayNode();
    for (var mask : masks) {
      var area = areas.addArray();
      mask.points().forEach(point -> area.add(point.x()).add(point.y()));
    }
    getElement().setPropertyJson("areas", areas);
  }

  Registration addDrawnListener(ComponentEventListener<Drawn> listener) {
    return addListener(Drawn.class, listener);
  }

  /// Somebody has drawn a rectangle, in whole percent.
  @DomEvent("mask-drawn")
  public static final class Drawn extends ComponentEvent<MaskPicture> {

    private static final long serialVersionUID = 1L;

    final int left;
    final int top;
    final int right;
    final int bottom;

    public Drawn(
        MaskPicture source,
        boolean fromClient,
        @EventData("event.detail.left") int left,
        @EventData("event.detail.top") int top,
        @EventData("event.detail.right") int right,
        @EventData("event.detail.bottom") int bottom) {
      super(source, fromClient);
      this.left = Math.clamp(left, 0, 99);
      this.top = Math.clamp(top, 0, 99);
      this.right = Math.clamp(right, this.left + 1, 100);
      this.bottom = Math.clamp(bottom, this.top + 1, 100);
    }
  }
}
