package org.porchlight.portal.center;

import com.vaadin.flow.component.select.Select;
import java.util.Optional;
import org.porchlight.access.Purpose;

/// Why somebody wants to look: one of the closed list, or nothing opens.
public final class PurposeField extends Select<Purpose> {

  private static final long serialVersionUID = 1L;

  public PurposeField() {
    setLabel(getTranslation("console.purpose"));
    setHelperText(getTranslation("console.purpose.help"));
    setPlaceholder(getTranslation("console.purpose.choose"));
    setItems(Purpose.values());
    setItemLabelGenerator(item -> getTranslation(item.key()));
    // Not marked as required: docs/vendor-gaps.md#vaadin-select-required. The helper text says it.
    setErrorMessage(getTranslation("console.purpose.missing"));
    addValueChangeListener(_ -> setInvalid(false));
    addClassName("purpose");
  }

  /// The chosen purpose; without one, leads the person here.
  public Optional<Purpose> demand() {
    if (isEmpty()) {
      setInvalid(true);
      focus();
      scrollIntoView();
    }
    return getOptionalValue();
  }

  public void reset() {
    clear();
    setInvalid(false);
  }
}
