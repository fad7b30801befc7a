package org.porchlight.portal.masks;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.registry.Mask;

/// One masked area in numbers: a rectangle in percent of the picture, or a shape of other corners,
/// which can only be taken away.
final class MaskRow extends ListItem {

  private static final long serialVersionUID = 1L;

  final IntegerField left = field("masks.left");
  final IntegerField top = field("masks.top");
  final IntegerField right = field("masks.right");
  final IntegerField bottom = field("masks.bottom");
  final Button remove = new Button();
  private final @Nullable Mask shape;
  private final Div fields = new Div(left, top, right, bottom);

  /// A rectangle in percent.
  MaskRow(int left, int top, int right, int bottom, Runnable changed, Consumer<MaskRow> gone) {
    this(null, changed, gone);
    this.left.setValue(left);
    this.top.setValue(top);
    this.right.setValue(right);
    this.bottom.setValue(bottom);
  }

  private MaskRow(@Nullable Mask shape, Runnable changed, Consumer<MaskRow> gone) {
    this.shape = shape;
    addClassName("mask-row");
    fields.addClassName("fields");
    remove.addClickListener(_ -> gone.accept(this));
    for (var field : List.of(left, top, right, bottom)) {
      field.addValueChangeListener(_ -> changed.run());
    }
    if (shape == null) {
      add(fields);
    } else {
      add(new Paragraph(getTranslation("masks.shape", shape.points().size())));
    }
    add(remove);
  }

  static MaskRow of(Mask mask, Runnable changed, Consumer<MaskRow> gone) {
    var points = mask.points();
    var corner = points.get(0);
    var opposite = points.get(2 % points.size());
    var rectangle =
        points.size() == 4
            && mask.equals(Mask.rectangle(corner.x(), corner.y(), opposite.x(), opposite.y()));
    return rectangle
        ? new MaskRow(
            percent(corner.x()),
            percent(corner.y()),
            percent(opposite.x()),
            percent(opposite.y()),
            changed,
            gone)
        : new MaskRow(mask, changed, gone);
  }

  private static int percent(double part) {
    return (int) Math.round(part * 100);
  }

  private IntegerField field(String key) {
    var field = new IntegerField(getTranslation(key));
    field.setMin(0);
    field.setMax(100);
    field.setStepButtonsVisible(true);
    field.setManualValidation(true);
    return field;
  }

  /// Says for whoever does not see it which one this is.
  void number(int number) {
    fields
        .getElement()
        .setAttribute("role", "group")
        .setAttribute("aria-label", getTranslation("masks.area", number));
    remove.setText(getTranslation("masks.remove", number));
  }

  /// Empty while the numbers are no area.
  Optional<Mask> mask() {
    if (shape != null) {
      return Optional.of(shape);
    }
    var l = left.getValue();
    var t = top.getValue();
    var r = right.getValue();
    var b = bottom.getValue();
    if (l == null || t == null || r == null || b == null) {
      return Optional.empty();
    }
    return 0 <= l && l < r && r <= 100 && 0 <= t && t < b && b <= 100
        ? Optional.of(Mask.rectangle(l / 100.0, t / 100.0, r / 100.0, b / 100.0))
        : Optional.empty();
  }

  void complain(boolean wrong) {
    for (var field : List.of(left, top, right, bottom)) {
      field.setInvalid(wrong);
      field.setErrorMessage(wrong ? getTranslation("masks.wrong") : "");
    }
  }
}
