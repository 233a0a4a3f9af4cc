extension PageTemplate {
    /// Everything before a page's content: ``PageFrame``.
    static let head = PageTemplate(
        "head",
        #"""
        <!DOCTYPE html>
        {{#page}}
        <html lang="en"{{#zone}} data-zone="{{zone}}"{{/zone}}>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}} · Sales Tracker</title>
        <link rel="icon" href="{{assets.icon}}" type="image/svg+xml">
        <link rel="stylesheet" href="{{assets.style}}">
        <script src="{{assets.script}}"></script>
        </head>
        <body{{#person}} class="has-tabs"{{/person}}>
        <a class="skip" href="#main">Skip to the content</a>
        {{> icons}}
        <header class="bar">
        <div class="bar-in">
        <a class="brand" href="/">
        <img src="{{assets.icon}}" alt="" width="28" height="28"><span>Sales Tracker</span>
        </a>
        {{#person}}
        <nav class="tabs" aria-label="Main">
        <ul>
        {{#tabs}}
        <li><a href="{{path}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>
        <svg class="icon" aria-hidden="true"><use href="#icon-{{icon}}"/></svg><span>{{name}}</span></a></li>
        {{/tabs}}
        </ul>
        </nav>
        {{/person}}
        <div class="bar-end">
        <button class="ghost square theme" type="button" data-theme-switch aria-pressed="false"
        aria-label="Dark colours">
        <svg class="icon when-light" aria-hidden="true"><use href="#icon-moon"/></svg>
        <svg class="icon when-dark" aria-hidden="true"><use href="#icon-sun"/></svg>
        </button>
        {{#person}}
        <details class="menu">
        <summary><span class="face" aria-hidden="true">{{person.initial}}</span>
        <span class="menu-name">{{person.name}}</span></summary>
        <div class="menu-body">
        <p><strong>{{person.name}}</strong><span>{{person.address}}</span></p>
        <a href="/settings">Settings</a>
        {{#person.canSignOut}}
        <form method="post" action="/sign-out"><button class="link" type="submit">Sign out</button></form>
        {{/person.canSignOut}}
        </div>
        </details>
        {{/person}}
        {{^person}}
        <a class="button" href="/sign-in">Sign in</a>
        {{/person}}
        </div>
        </div>
        </header>
        <main id="main" tabindex="-1">
        {{#notice}}
        <div class="notice {{tone}}" role="status">
        <svg class="icon" aria-hidden="true"><use href="#icon-{{icon}}"/></svg>
        <div><p><strong>{{text}}</strong></p>{{#detail}}<p>{{detail}}</p>{{/detail}}</div>
        </div>
        {{/notice}}
        {{/page}}

        """#
    )

    /// Everything after a page's content.
    static let foot = PageTemplate(
        "foot",
        #"""
        </main>
        <footer class="foot">
        <div class="foot-in">
        <p>Sales Tracker watches prices and tells you when they fall.</p>
        <ul>
        <li><a href="/websites">Supported websites</a></li>
        <li><a href="/openapi.json">API</a></li>
        </ul>
        </div>
        </footer>
        <div class="hidden-label" id="said" role="status" aria-live="polite"></div>
        </body>
        </html>

        """#
    )
}
