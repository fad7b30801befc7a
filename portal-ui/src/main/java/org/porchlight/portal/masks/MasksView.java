package org.porchlight.portal.masks;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.SnapshotAnswer;
import org.porchlight.feeds.Snapshots;
import org.porchlight.identity.Actor;
import org.porchlight.portal.center.Background;
import org.porchlight.portal.shell.MainLayout;
import org.porchlight.portal.shell.Message;
import org.porchlight.portal.shell.Message.Tone;
import org.porchlight.portal.shell.Page;
import org.porchlight.registry.Camera;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.Mask;
import org.porchlight.registry.MaskAnswer;
import org.porchlight.registry.MaskSet;
import org.porchlight.registry.Masks;

/// Marks what of a camera's picture nobody is shown: drawn on a picture of the camera, or in
/// numbers.
@Route(value = "cameras/:camera/masks", layout = MainLayout.class)
@RolesAllowed({"OWNER", "HOUSING_MANAGER"})
@StyleSheet("context://masks/masks.css")
class MasksView extends Page implements BeforeEnterObserver {

  private static final long serialVersionUID = 1L;

  final Button take = new Button(getTranslation("masks.take"), VaadinIcon.CAMERA.create());
  final Button add = new Button(getTranslation("masks.add"), VaadinIcon.PLUS.create());
  final Button save = new Button(getTranslation("masks.save"));
  final OrderedList list = new OrderedList();
  final Div said = new Div();
  final List<MaskRow> rows = new ArrayList<>();
  final MaskPicture picture = new MaskPicture(getTranslation("masks.picture"));
  private final Paragraph none = new Paragraph(getTranslation("masks.none"));
  private final Div seen = new Div();
  private final Masks masks;
  private final Snapshots snapshots;
  private final Background background;
  private final Actor editor;
  private @Nullable Camera camera;
  private int version;

  MasksView(
      Masks masks, Snapshots snapshots, Background background, AuthenticationContext visitor) {
    super("masks");
    this.masks = masks;
    this.snapshots = snapshots;
    this.background = background;
    editor = visitor.getAuthenticatedUser(Actor.class).orElseThrow();
    showLead();
    list.addClassName("mask-list");
    none.addClassName("soft");
    said.getElement().setAttribute("aria-live", "polite");
    seen.getElement().setAttribute("aria-live", "polite");
    take.setDisableOnClick(true);
    take.addClickListener(_ -> take());
    add.addClickListener(_ -> add(40, 40, 60, 60));
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickListener(_ -> save());
    picture.addDrawnListener(drawn -> add(drawn.left, drawn.top, drawn.right, drawn.bottom));
    var hint = new Paragraph(getTranslation("masks.hint"));
    hint.addClassName("soft");
    var logged = new Paragraph(getTranslation("masks.logged"));
    logged.addClassName("soft");
    add(panel("masks.section.picture", hint, picture, row(take), logged, seen));
    var back = new Anchor("cameras", getTranslation("cameras.back"));
    add(panel("masks.section.areas", none, list, row(add), said, row(save, back)));
  }

  private Section panel(String key, Component... content) {
    var section = new Section(new H2(getTranslation(key)));
    section.addClassNames("panel", "stack");
    section.add(content);
    return section;
  }

  private static Div row(Component... content) {
    var row = new Div(content);
    row.addClassName("row");
    return row;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent entering) {
    entering
        .getRouteParameters()
        .get("camera")
        .flatMap(this::find)
        .ifPresentOrElse(this::show, () -> entering.rerouteToError(NotFoundException.class));
  }

  private Optional<Camera> find(String id) {
    try {
      return masks.editable(editor, CameraId.of(id));
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private void show(Camera found) {
    camera = found;
    setHeading(getTranslation("masks.of", found.name()));
    show(masks.current(found.id()));
  }

  private void show(MaskSet now) {
    version = now.version();
    rows.clear();
    list.removeAll();
    now.masks().forEach(mask -> put(MaskRow.of(mask, this::changed, this::remove)));
    changed();
  }

  private void add(int left, int top, int right, int bottom) {
    said.removeAll();
    if (rows.size() >= MaskSet.MOST) {
      said.add(new Message(Tone.BAD, getTranslation("masks.tooMany", MaskSet.MOST)));
      return;
    }
    var row = new MaskRow(left, top, right, bottom, this::changed, this::remove);
    put(row);
    changed();
    row.left.focus();
  }

  private void put(MaskRow row) {
    rows.add(row);
    list.add(row);
  }

  private void remove(MaskRow row) {
    rows.remove(row);
    list.remove(row);
    changed();
    add.focus();
  }

  private void changed() {
    for (var i = 0; i < rows.size(); i++) {
      rows.get(i).number(i + 1);
    }
    none.setVisible(rows.isEmpty());
    list.setVisible(!rows.isEmpty());
    picture.mark(rows.stream().map(MaskRow::mask).flatMap(Optional::stream).toList());
  }

  private void take() {
    seen.removeAll();
    var of = camera;
    if (of != null) {
      background.run(
          this, () -> snapshots.toMask(editor, of.id()), this::taken, () -> failed("masks.failed"));
    }
  }

  private void taken(SnapshotAnswer answer) {
    take.setEnabled(true);
    switch (answer) {
      case SnapshotAnswer.Taken(var jpeg, _, _) -> {
        picture.show(jpeg);
        seen.add(new Message(Tone.GOOD, getTranslation("masks.taken")));
      }
      case SnapshotAnswer.NoPicture _ -> failed("masks.noPicture");
      case SnapshotAnswer.NotShown _, SnapshotAnswer.Busy _, SnapshotAnswer.Ended _ ->
          failed("masks.failed");
    }
  }

  private void failed(String key) {
    take.setEnabled(true);
    seen.add(new Message(Tone.BAD, getTranslation(key)));
  }

  private void save() {
    said.removeAll();
    var areas = new ArrayList<Mask>();
    @Nullable MaskRow wrong = null;
    for (var row : rows) {
      var mask = row.mask();
      row.complain(mask.isEmpty());
      if (mask.isPresent()) {
        areas.add(mask.get());
      } else if (wrong == null) {
        wrong = row;
      }
    }
    if (wrong != null) {
      said.add(new Message(Tone.BAD, getTranslation("masks.wrong")));
      wrong.left.focus();
      return;
    }
    var of = camera;
    if (of != null) {
      saved(masks.set(editor, of.id(), areas, version));
    }
  }

  private void saved(MaskAnswer answer) {
    switch (answer) {
      case MaskAnswer.Changed(var now) -> {
        version = now.version();
        said.add(new Message(Tone.GOOD, getTranslation("masks.saved")));
      }
      case MaskAnswer.Outdated(var now) -> {
        // Whoever saves again has read this, and means it.
        version = now.version();
        said.add(new Message(Tone.BAD, getTranslation("masks.outdated")));
      }
      case MaskAnswer.TooMany _ ->
          said.add(new Message(Tone.BAD, getTranslation("masks.tooMany", MaskSet.MOST)));
    }
  }
}
