extension PageTemplate {
    /// Adding a product: ``NewProductView``.
    static let newProduct = PageTemplate(
        "new-product",
        #"""
        {{> head}}
        <nav class="crumb" aria-label="Back"><a href="/products">
        <svg class="icon" aria-hidden="true"><use href="#icon-back"/></svg>My products</a></nav>
        <div class="top"><div><h1>Add a product</h1>
        <p class="sub">Paste the address of its page. It is read at once, and you see what was found.</p></div></div>
        <form class="card url-form" method="post" action="/products/new">
        <div class="field"><label for="url">Address of the product’s page</label>
        <input id="url" name="url" type="url" inputmode="url" autocomplete="off" spellcheck="false" required
        maxlength="2048" placeholder="https://shop.example/product" value="{{url.value}}"
        {{#url.error}} aria-invalid="true" aria-describedby="url-error"{{/url.error}}>
        {{#url.error}}<p class="error" id="url-error">{{url.error}}</p>{{/url.error}}</div>
        <button class="primary" type="submit" data-busy="Reading the page…">Read the page</button>
        </form>
        {{#isBlank}}
        <section class="card hints" aria-labelledby="hints-title">
        <h2 id="hints-title">What works best</h2>
        <ul class="points">
        <li>The page of one product, not of a search or a category.</li>
        <li>The size and colour that you want, chosen at the shop, where its address changes with them.</li>
        <li>A page that can be seen without signing in.</li>
        </ul>
        <p class="small"><a href="/websites">Supported websites</a></p>
        </section>
        {{/isBlank}}
        {{#trouble}}
        <section class="card trouble" aria-labelledby="trouble-title" role="status">
        <h2 id="trouble-title"><svg class="icon" aria-hidden="true"><use
        href="#icon-warning"/></svg>{{trouble.title}}</h2>
        <p>{{trouble.text}}</p>
        {{#trouble.hasAdvice}}
        <ul class="points">
        {{#trouble.advice}}<li>{{.}}</li>{{/trouble.advice}}
        </ul>
        {{/trouble.hasAdvice}}
        </section>
        {{/trouble}}
        {{#found}}
        <form method="post" action="/products">
        <input type="hidden" name="url" value="{{pageURL}}">
        {{#isInsisting}}<input type="hidden" name="insist" value="on">{{/isInsisting}}
        <div class="columns even">
        <div class="column column-first">
        <section class="card" aria-labelledby="found-title">
        <div class="found">
        <span class="pic large" aria-hidden="true"><span>{{initial}}</span>
        {{#picture}}
        <img src="{{picture}}" alt="" width="96" height="96" decoding="async" referrerpolicy="no-referrer">
        {{/picture}}
        </span>
        <div class="found-text">
        <p class="over">{{outcome}}</p>
        <h2 id="found-title"><bdi>{{name}}</bdi></h2>
        <p class="hero-meta"><span>{{shop}}</span><span
        class="dot {{availability.tone}}">{{availability.text}}</span></p>
        </div>
        {{#price}}<p class="money">{{price}}</p>{{/price}}
        </div>
        <h3 class="gap">Why</h3>
        <dl class="facts">
        {{#evidence}}<div><dt>{{name}}</dt><dd>{{value}}</dd></div>{{/evidence}}
        </dl>
        </section>
        {{#hasCandidates}}
        <section class="card flush" aria-labelledby="candidates-title">
        <div class="card-head"><h2 id="candidates-title">{{candidatesTitle}}</h2>
        <p class="small muted">{{candidatesText}}</p></div>
        <fieldset{{#fault}} aria-describedby="candidates-error"{{/fault}}>
        <legend class="hidden-label">Which price is the one you pay?</legend>
        {{#candidates}}
        <label class="candidate"><input type="radio" name="selection" value="{{selection}}"{{#isChosen}}
        checked{{/isChosen}}>
        <span class="candidate-price">{{amount}}</span>
        <span class="candidate-text"><span>{{meaning}}</span><span class="when">{{place}}</span>
        {{#quote}}<q class="quote">{{quote}}</q>{{/quote}}</span>
        <span class="candidate-sure">{{sure}}</span></label>
        {{/candidates}}
        </fieldset>
        {{#fault}}<p class="error card-error" id="candidates-error" role="alert">{{fault}}</p>{{/fault}}
        </section>
        {{/hasCandidates}}
        {{#hasNotes}}
        <section class="card" aria-labelledby="notes-title">
        <h2 id="notes-title">Notes</h2>
        <ul class="points">{{#notes}}<li>{{.}}</li>{{/notes}}</ul>
        </section>
        {{/hasNotes}}
        </div>
        <section class="card column-side" aria-labelledby="rule-title" id="rule">
        <h2 id="rule-title">When to tell you</h2>
        <div class="stack">
        {{> rule-fields}}
        {{> rule-preview}}
        <div class="buttons">
        <button class="primary" type="submit" name="action" value="save" data-busy="Adding…">{{trackLabel}}</button>
        <button type="submit" name="action" value="preview" data-preview data-busy="Looking…">Preview</button>
        </div>
        </div>
        </section>
        </div>
        </form>
        {{/found}}
        {{> foot}}
        """#
    )
}
