package org.porchlight.portal.shell;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;

/// Sharing of some camera was switched on this page, so that others on it look again.
public final class SharingSwitched extends ComponentEvent<UI> {

  private SharingSwitched(UI page) {
    super(page, false);
  }

  public static void tell() {
    var page = UI.getCurrent();
    ComponentUtil.fireEvent(page, new SharingSwitched(page));
  }
}
