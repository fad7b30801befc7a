package org.porchlight.portal.ledger;

import com.vaadin.flow.i18n.I18NProvider;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.porchlight.portal.shell.Languages;
import org.porchlight.transparency.LedgerLine;
import org.porchlight.transparency.LedgerReading;
import org.springframework.web.util.HtmlUtils;

/// The ledger as a page to keep, in each language: no script, nothing fetched, to be printed too.
final class LedgerPages implements LedgerReading {

  private static final String STYLE =
      """
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
      ol { list-style: none; padding: 0; } li { border-top: 1px solid #888; padding: .75rem 0; }
      h2 { font-size: 1.05rem; margin: 0; } .no { color: #555; } .bad { color: #a3161f; font-weight: 600; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .3rem 0 0; }
      dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
      @media (max-width: 30rem) { dl { display: block; } }
      @media (prefers-color-scheme: dark) { body { background: #12172a; color: #eef0f8; }
        dt, .no { color: #b6bdd4; } .bad { color: #ffa8a6; } }
      """;

  private final Map<String, Locale> files =
      Map.of("ledger.en.html", Languages.ENGLISH, "ledger.es.html", Languages.SPANISH);
  private final I18NProvider dictionary;
  private final ZoneId zone;
  private final String camera;

  /// @param camera its name
  LedgerPages(I18NProvider dictionary, ZoneId zone, String camera) {
    this.dictionary = dictionary;
    this.zone = zone;
    this.camera = camera;
  }

  @Override
  public List<String> files() {
    return files.keySet().stream().sorted().toList();
  }

  @Override
  public String begin(String file, About about) {
    var words = words(file);
    var title = html(words.say("ledger.of", camera));
    var page =
        new StringBuilder("<!doctype html>\n<html lang=\"")
            .append(language(file).getLanguage())
            .append("\"><head><meta charset=\"utf-8\">")
            .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
            .append(title)
            .append("</title><style>")
            .append(STYLE)
            .append("</style></head><body><main><h1>")
            .append(title)
            .append("</h1>\n<p>")
            .append(
                html(words.say("ledger.kit.lead", about.entries(), words.moment(about.at()), zone)))
            .append("</p>\n");
    if (about.entries() < about.newest()) {
      page.append("<p>")
          .append(html(words.say("ledger.kit.later", about.newest() - about.entries())))
          .append("</p>\n");
    }
    return page.append("<ol>\n").toString();
  }

  @Override
  public String line(String file, LedgerLine line) {
    var words = words(file);
    var item =
        new StringBuilder("<li><h2><span class=\"no\">")
            .append(html(words.say("ledger.number", LedgerWords.numbers(line.numbers()))))
            .append("</span> ")
            .append(html(words.event(line)))
            .append("</h2>");
    if (line.outcome().equals("DENY")) {
      item.append("<span class=\"bad\">")
          .append(html(words.say("ledger.denied")))
          .append("</span>");
    }
    item.append("<dl>");
    for (var fact : words.facts(line)) {
      item.append("<dt>").append(html(fact.term())).append("</dt><dd>");
      item.append(html(fact.text())).append("</dd>");
    }
    return item.append("</dl></li>\n").toString();
  }

  @Override
  public String end(String file) {
    return "</ol>\n<p>" + html(words(file).say("ledger.kit.check")) + "</p></main></body></html>\n";
  }

  private LedgerWords words(String file) {
    return new LedgerWords(dictionary, language(file), zone);
  }

  private Locale language(String file) {
    return files.getOrDefault(file, Languages.ENGLISH);
  }

  private static String html(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
