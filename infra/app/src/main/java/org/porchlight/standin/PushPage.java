package org.porchlight.standin;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// The page that shows what the push stand-in took.
final class PushPage {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /// The page has one style and one script of its own, and contacts nobody else.
  static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-push'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private PushPage() {}

  static String of(List<Received> received, boolean spanish) {
    var rows = new StringBuilder();
    for (var message : received) {
      rows.append(
          """
          <li>
            <p class="head"><strong>%s</strong> <span class="sev %s">%s</span>
              <time datetime="%s">%s UTC</time></p>
            <dl>
              <div><dt>id</dt><dd><code>%s</code></dd></div>
              <div><dt>%s</dt><dd><code>%s</code></dd></div>
              <div><dt>Android</dt><dd>%s · ttl %s</dd></div>
            </dl>
          </li>
          """
              .formatted(
                  escape(message.data().getOrDefault("kind", "?")),
                  escape(message.data().getOrDefault("sev", "")),
                  escape(message.data().getOrDefault("sev", "?")),
                  message.at(),
                  TIME.format(message.at()),
                  escape(message.data().getOrDefault("id", "?")),
                  escape(message.kind()),
                  escape(message.target()),
                  escape(String.valueOf(message.priority())),
                  escape(String.valueOf(message.ttl()))));
    }
    var title = spanish ? "Avisos que salieron" : "Pushes that went out";
    var intro =
        spanish
            ? "Este servidor local hace de Firebase Cloud Messaging. Un aviso lleva solo un"
                + " identificador, una clase y una gravedad; el teléfono busca lo demás."
            : "This local server stands in for Firebase Cloud Messaging. A push carries only an id,"
                + " a kind and a severity; the phone fetches the rest.";
    var none = spanish ? "Todavía no salió ninguno." : "None so far.";
    return """
    <!doctype html>
    <html lang="%s">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
        :root { color-scheme: light dark; --line: light-dark(#c9d1dc, #3a4656);
          --card: light-dark(#fff, #1a222d); --quiet: light-dark(#4a5665, #a9b6c6); }
        body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem;
          font: 1rem/1.5 system-ui, sans-serif;
          background: light-dark(#f3f5f8, #10161e); color: light-dark(#17202b, #e8edf3); }
        h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
        p { margin: 0 0 1rem; color: var(--quiet); }
        ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
        li { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
          padding: .75rem 1rem; }
        .head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline;
          margin: 0 0 .5rem; color: inherit; }
        .sev { font-size: .85rem; padding: 0 .5rem; border-radius: 1rem;
          border: 1px solid currentColor; }
        .URGENT { color: light-dark(#8a4600, #ffb563); }
        .EMERGENCY { color: light-dark(#a51226, #ff8d98); }
        time { margin-left: auto; color: var(--quiet); }
        dl { margin: 0; display: grid; gap: .125rem; font-size: .9rem; }
        dl div { display: flex; gap: .5rem; }
        dt { min-width: 4.5rem; color: var(--quiet); }
        dd { margin: 0; overflow-wrap: anywhere; }
      </style>
    </head>
    <body>
      <main>
        <h1>%s</h1>
        <p>%s</p>
        <div id="list" aria-live="polite">%s</div>
      </main>
      <script nonce="push" type="module">
        setInterval(async () => {
          if (document.hidden) return;
          try {
            const page = new DOMParser().parseFromString(
                await (await fetch(location.href)).text(), 'text/html');
            const now = page.getElementById('list');
            const here = document.getElementById('list');
            if (now && now.innerHTML !== here.innerHTML) here.innerHTML = now.innerHTML;
          } catch { /* the server is away; the next look will tell */ }
        }, 1500);
      </script>
    </body>
    </html>
    """
        .formatted(
            spanish ? "es" : "en",
            title,
            title,
            intro,
            rows.isEmpty() ? "<p>" + none + "</p>" : "<ul>" + rows + "</ul>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
