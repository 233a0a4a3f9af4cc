extension PageTemplate {
    /// One product: ``ProductView``.
    static let product = PageTemplate(
        "product",
        #"""
        {{> head}}
        <nav class="crumb" aria-label="Back"><a href="/products">
        <svg class="icon" aria-hidden="true"><use href="#icon-back"/></svg>My products</a></nav>
        <div class="hero">
        <span class="pic large" aria-hidden="true"><span>{{initial}}</span>
        {{#image}}
        <img src="{{image}}" alt="" width="96" height="96" decoding="async" referrerpolicy="no-referrer">
        {{/image}}
        </span>
        <div class="hero-text">
        <h1><bdi>{{name}}</bdi></h1>
        <p class="hero-meta"><a href="{{url}}" rel="noreferrer external">{{shop}}</a>
        <span class="dot {{availability.tone}}">{{availability.text}}</span>
        {{#badges}}<span class="badge {{tone}}">{{text}}</span> {{/badges}}</p>
        </div>
        <div class="hero-price">
        <p class="money">{{price}}</p>
        {{#change}}
        <p class="change {{tone}}"><svg class="icon" aria-hidden="true"><use href="#icon-{{icon}}"/></svg>
        <span class="hidden-label">{{direction}} </span>{{text}} <span class="change-than">{{than}}</span></p>
        {{/change}}
        </div>
        <div class="hero-actions">
        <a class="button primary" href="{{url}}" rel="noreferrer external">
        <svg class="icon" aria-hidden="true"><use href="#icon-out"/></svg>Go to shop</a>
        <form method="post" action="/products/{{id}}/check">
        <button type="submit" data-busy="Checking…">
        <svg class="icon" aria-hidden="true"><use href="#icon-refresh"/></svg>Check now</button></form>
        {{#isPaused}}
        <form method="post" action="/products/{{id}}/resume"><button type="submit" data-busy="Resuming…">
        <svg class="icon" aria-hidden="true"><use href="#icon-play"/></svg>Resume</button></form>
        {{/isPaused}}
        {{^isPaused}}
        <form method="post" action="/products/{{id}}/pause"><button type="submit" data-busy="Pausing…">
        <svg class="icon" aria-hidden="true"><use href="#icon-pause"/></svg>Pause</button></form>
        {{/isPaused}}
        <a class="button danger" href="/products/{{id}}/delete">
        <svg class="icon" aria-hidden="true"><use href="#icon-trash"/></svg>Delete…</a>
        </div>
        </div>
        {{#problem}}
        <div class="notice {{tone}}" role="status">
        <svg class="icon" aria-hidden="true"><use href="#icon-warning"/></svg>
        <div><p><strong>{{title}}</strong></p><p>{{text}}</p></div>
        </div>
        {{/problem}}
        <div class="columns">
        <div class="column column-first">
        <section class="card verdict {{verdict.tone}}" aria-labelledby="verdict-title">
        <div>
        <h2 id="verdict-title"><span class="over">Is it a deal?</span> {{verdict.title}}</h2>
        <p>{{verdict.text}}</p>
        </div>
        {{#verdict.scale}}
        <div>
        <svg class="scale" height="20" aria-hidden="true">
        <line class="scale-line" x1="0" x2="100%" y1="10" y2="10"/>
        <circle class="scale-dot" cx="{{position}}%" cy="10" r="7"/></svg>
        <p class="scale-ends"><span>Lowest<br><strong>{{lowest}}</strong></span>
        <span>Highest<br><strong>{{highest}}</strong></span></p>
        </div>
        {{/verdict.scale}}
        </section>
        <section class="card" aria-labelledby="history-title">
        <div class="card-head">
        <h2 id="history-title">Price history</h2>
        <nav aria-label="Time shown">
        <ul class="segments">
        {{#ranges}}
        <li><a href="{{path}}#history-title"{{#isCurrent}} aria-current="true"{{/isCurrent}}>
        <span aria-hidden="true">{{short}}</span><span class="hidden-label">{{name}}</span></a></li>
        {{/ranges}}
        </ul>
        </nav>
        </div>
        <div class="chart-pair">{{{chart.wide}}}{{{chart.narrow}}}</div>
        {{#chart.note}}<p class="small muted">{{chart.note}}</p>{{/chart.note}}
        <dl class="figures">
        {{#figures}}
        <div><dt>{{name}}</dt><dd>{{value}}{{#note}}<span class="when">{{note}}</span>{{/note}}</dd></div>
        {{/figures}}
        </dl>
        </section>
        </div>
        <div class="column column-side">
        <section class="card" aria-labelledby="rule-title" id="rule">
        <h2 id="rule-title">Your rule</h2>
        <p class="rule-words">{{ruleWords}}</p>
        {{#ruleState}}<p class="small muted">{{ruleState}}</p>{{/ruleState}}
        <details class="fold"{{#isEditing}} open{{/isEditing}}>
        <summary class="button">Change the rule</summary>
        <form class="stack" method="post" action="/products/{{id}}#rule">
        {{> rule-fields}}
        {{> rule-preview}}
        <div class="buttons">
        <button class="primary" type="submit" name="action" value="save" data-busy="Saving…">Save</button>
        <button type="submit" name="action" value="preview" data-preview data-busy="Looking…">Preview</button>
        </div>
        </form>
        </details>
        </section>
        <section class="card" aria-labelledby="details-title">
        <h2 id="details-title">Details</h2>
        <dl class="facts">
        {{#details}}
        <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
        {{/details}}
        </dl>
        </section>
        </div>
        <div class="column column-rest">
        <section class="card flush" aria-labelledby="readings-title">
        <div class="card-head">
        <h2 id="readings-title">Readings</h2>
        <p class="small muted">Every price that was noted.</p>
        </div>
        {{#hasReadings}}
        <div class="scroll" role="group" aria-labelledby="readings-title" tabindex="0">
        <table class="grid">
        <thead><tr><th scope="col">Seen</th><th scope="col" class="num">Price</th>
        <th scope="col" class="num">List price</th><th scope="col">Availability</th>
        {{#hasEvidence}}<th scope="col">Evidence</th>{{/hasEvidence}}</tr></thead>
        <tbody>
        {{#readings}}
        <tr><th scope="row"><time datetime="{{at}}" data-local="minute">{{date}}</time></th>
        <td class="num"><strong>{{price}}</strong></td><td class="num muted">{{listPrice}}</td>
        <td>{{stock}}</td>{{#hasEvidence}}<td class="evidence">{{evidence}}</td>{{/hasEvidence}}</tr>
        {{/readings}}
        </tbody>
        </table>
        </div>
        {{/hasReadings}}
        {{#hasDays}}
        <div class="scroll" role="group" aria-labelledby="readings-title" tabindex="0">
        <table class="grid">
        <thead><tr><th scope="col">Day</th><th scope="col" class="num">Last price</th>
        <th scope="col" class="num">Lowest</th><th scope="col" class="num">Highest</th></tr></thead>
        <tbody>
        {{#days}}
        <tr><th scope="row">{{date}}</th><td class="num"><strong>{{price}}</strong></td>
        <td class="num muted">{{lowest}}</td><td class="num muted">{{highest}}</td></tr>
        {{/days}}
        </tbody>
        </table>
        </div>
        {{/hasDays}}
        {{#hasNoReading}}
        <p class="card-empty">Nothing was read in this time. The next reading comes with the next check.</p>
        {{/hasNoReading}}
        {{#olderReadings}}
        <p class="card-foot"><a href="{{olderReadings}}#readings-title">Older readings</a></p>
        {{/olderReadings}}
        </section>
        <section class="card flush" aria-labelledby="alerts-title">
        <div class="card-head"><h2 id="alerts-title">What you were told</h2></div>
        {{#hasAlerts}}
        <ul class="events">
        {{#alerts}}
        <li><span class="event-mark {{tone}}" aria-hidden="true"></span>
        <div><p><strong>{{text}}</strong></p>
        <p class="small muted"><time datetime="{{at}}" data-local="minute">{{date}}</time> · {{how}}</p></div></li>
        {{/alerts}}
        </ul>
        {{/hasAlerts}}
        {{^hasAlerts}}
        <p class="card-empty">{{#isPaused}}Nothing yet, and nothing while it is paused.{{/isPaused}}
        {{^isPaused}}Nothing yet. You will be told as soon as your rule is met.{{/isPaused}}</p>
        {{/hasAlerts}}
        </section>
        </div>
        </div>
        {{> foot}}
        """#
    )
}
