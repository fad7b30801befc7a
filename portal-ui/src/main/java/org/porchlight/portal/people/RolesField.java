package org.porchlight.portal.people;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import java.util.Arrays;
import org.porchlight.identity.Role;

/// The roles of a person. Which of them exclude each other is not decided here.
final class RolesField extends CheckboxGroup<Role> {

  private static final long serialVersionUID = 1L;

  RolesField() {
    setLabel(getTranslation("people.role"));
    // Machines have credentials of their own and are no people.
    setItems(Arrays.stream(Role.values()).filter(role -> role != Role.MACHINE).toList());
    setItemLabelGenerator(role -> getTranslation("people.role." + role.name()));
    addValueChangeListener(_ -> setInvalid(false));
  }

  void refuse(String sentence) {
    setErrorMessage(sentence);
    setInvalid(true);
  }
}
