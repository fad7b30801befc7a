package org.porchlight.portal.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.util.List;
import org.porchlight.consent.Sharing;
import org.porchlight.identity.Actor;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.OwnerCameras;
import org.springframework.context.annotation.Scope;

/// Switches all of an owner's cameras off at once, without a question; the same place undoes it.
@SpringComponent
@Scope("prototype")
public class OffSwitch extends Div {

  /// What the last press switched off in this session, for undoing.
  private record SwitchedOff(List<CameraId> cameras) {}

  final Button off = new Button(VaadinIcon.POWER_OFF.create());
  final Button undo = new Button(getTranslation("shell.off.undo"));

  private final StateWord allOff = new StateWord(Message.Tone.BAD, getTranslation("shell.off.all"));
  private final OwnerCameras cameras;
  private final Sharing sharing;
  private final Actor owner;

  OffSwitch(OwnerCameras cameras, Sharing sharing, AuthenticationContext visitor) {
    this.cameras = cameras;
    this.sharing = sharing;
    owner = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    addClassName("off-switch");
    off.setText(getTranslation("shell.off"));
    off.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
    off.addClickListener(_ -> switchOff());
    undo.addClickListener(_ -> undo());
    undo.addClassName("takes-its-time");
    allOff.getElement().setAttribute("role", "status");
    add(off, allOff, undo);
    look();
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    super.onAttach(attached);
    var heard = ComponentUtil.addListener(attached.getUI(), SharingSwitched.class, _ -> look());
    addDetachListener(detached -> {
      heard.remove();
      detached.unregisterListener();
    });
  }

  private List<CameraId> shared() {
    var mine = cameras.of(owner).stream().map(Camera::id).toList();
    var consents = sharing.currentOf(mine);
    return mine.stream().filter(id -> consents.containsKey(id) && !consents.get(id).off()).toList();
  }

  private void look() {
    var someShared = !shared().isEmpty();
    var someCamera = someShared || !cameras.of(owner).isEmpty();
    off.setVisible(someShared);
    allOff.setVisible(someCamera && !someShared);
    undo.setVisible(
        someCamera
            && !someShared
            && VaadinSession.getCurrent().getAttribute(SwitchedOff.class) != null);
  }

  private void switchOff() {
    VaadinSession.getCurrent().setAttribute(SwitchedOff.class, new SwitchedOff(shared()));
    sharing.offEverything(owner);
    SharingSwitched.tell();
  }

  private void undo() {
    var before = VaadinSession.getCurrent().getAttribute(SwitchedOff.class);
    VaadinSession.getCurrent().setAttribute(SwitchedOff.class, null);
    if (before != null) {
      var mine = cameras.of(owner).stream().map(Camera::id).toList();
      before.cameras().stream().filter(mine::contains).forEach(id -> sharing.on(owner, id));
    }
    SharingSwitched.tell();
  }
}
