extension PageTemplate {
    /// What is supported: ``WebsitesView``.
    static let websites = PageTemplate(
        "websites",
        #"""
        {{> head}}
        <div class="top"><div><h1>Supported websites</h1>
        <p class="sub reading">Any shop works that states its prices for search engines (schema.org, OpenGraph) or shows
        them plainly. These are read by their own interfaces, which is quicker and surer.</p></div></div>
        <div class="websites">
        {{#websites}}
        <section class="card" aria-labelledby="website-{{name}}">
        <h2 id="website-{{name}}">{{title}}</h2>
        <p class="muted">{{serves}}</p>
        <dl class="facts stacked">
        {{#facts}}
        <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
        {{/facts}}
        </dl>
        </section>
        {{/websites}}
        </div>
        {{#hasSeen}}
        <section class="band" aria-labelledby="seen-title">
        <h2 id="seen-title">Shops that are tracked here</h2>
        <ul class="names">
        {{#seen}}<li class="name-tag">{{.}}</li>{{/seen}}
        </ul>
        </section>
        {{/hasSeen}}
        {{> foot}}
        """#
    )
}
