package org.porchlight.portal.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;

/// A page with its heading: the same frame for every view, so that they all look like one house.
///
/// The key `<name>.title` is both the heading and the title of the browser tab; `<name>.lead`, when
/// asked for, is the paragraph below it.
public abstract class Page extends Div implements HasDynamicTitle {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final H1 heading = new H1();

  /// @param name prefix of the page's translation keys
  protected Page(String name) {
    this.name = name;
    heading.setText(getTranslation(name + ".title"));
    addClassName("page");
    add(heading);
  }

  @Override
  public String getPageTitle() {
    return heading.getText() + " · Porchlight";
  }

  protected final void showLead() {
    var lead = new Paragraph(getTranslation(name + ".lead"));
    lead.addClassName("lead");
    add(lead);
  }

  /// Uses the whole width, for maps and tables; otherwise lines stay short enough to read.
  protected final void useWholeWidth() {
    addClassName("page-wide");
  }

  protected final void setHeading(String text) {
    heading.setText(text);
  }
}
