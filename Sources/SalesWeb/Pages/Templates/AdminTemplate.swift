extension PageTemplate {
    /// What concerns all people: ``AdminView``.
    static let admin = PageTemplate(
        "admin",
        #"""
        {{> head}}
        <div class="top"><div><h1>Admin</h1><p class="sub">{{summary}}</p></div>
        <nav aria-label="Admin">
        <ul class="segments">
        {{#rooms}}
        <li><a href="{{path}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{name}}</a></li>
        {{/rooms}}
        </ul>
        </nav></div>
        {{#overview}}
        <ul class="totals">
        {{#totals}}
        <li class="card"><span class="total-name">{{name}}</span><span class="total">{{value}}</span>
        {{#note}}<span class="when">{{note}}</span>{{/note}}</li>
        {{/totals}}
        </ul>
        <section class="card flush" aria-labelledby="minutes-title">
        <div class="card-head"><h2 id="minutes-title">The three minutes</h2>
        <p class="dot {{minutesTone}}">{{minutes}}</p></div>
        <div class="scroll" role="group" aria-labelledby="minutes-title" tabindex="0">
        <table class="grid">
        <thead><tr><th scope="col">Host</th><th scope="col" class="num">Products</th>
        <th scope="col" class="num">Read every</th><th scope="col" class="num">At worst</th>
        <th scope="col">Promise</th><th scope="col" class="num">Told</th><th scope="col" class="num">p50</th>
        <th scope="col" class="num">p95</th><th scope="col" class="num">p99</th></tr></thead>
        <tbody>
        {{#hosts}}
        <tr><th scope="row">{{host}}</th><td class="num">{{products}}</td><td class="num">{{interval}}</td>
        <td class="num">{{bound}}</td><td><span class="badge {{tone}}">{{promise}}</span></td><td
        class="num">{{told}}</td>
        <td class="num">{{p50}}</td><td class="num">{{p95}}</td><td class="num">{{p99}}</td></tr>
        {{/hosts}}
        </tbody>
        </table>
        </div>
        {{#moreHosts}}<p class="card-foot">{{moreHosts}}</p>{{/moreHosts}}
        </section>
        <div class="halves">
        <section class="card flush" aria-labelledby="failing-title">
        <div class="card-head"><h2 id="failing-title">Failing trackers</h2></div>
        {{#hasFailing}}
        <ul class="lines">
        {{#failing}}
        <li><div class="line-text"><p><strong><bdi>{{name}}</bdi></strong></p>
        <p class="small muted">{{shop}} · {{since}}</p><p class="small what-problem">{{reason}}</p></div>
        <div class="line-end"><form method="post" action="/admin/products/{{id}}/check">
        <button class="compact" type="submit" data-busy="Checking…">Check<span class="hidden-label">
        {{name}}</span></button>
        </form></div></li>
        {{/failing}}
        </ul>
        {{/hasFailing}}
        {{^hasFailing}}<p class="card-empty">All pages can be read.</p>{{/hasFailing}}
        </section>
        <section class="card flush" aria-labelledby="dead-title">
        <div class="card-head"><h2 id="dead-title">Dead letters</h2>
        {{#hasDead}}
        <form method="post" action="/admin/alerts/retry-all" data-confirm="Try all of them again?">
        <button class="compact" type="submit">Retry all</button></form>
        {{/hasDead}}
        </div>
        {{#hasDead}}
        <ul class="lines">
        {{#dead}}
        <li><div class="line-text"><p><strong><bdi>{{name}}</bdi></strong></p>
        <p class="small muted">{{channel}} · <time datetime="{{at}}" data-local="minute">{{date}}</time> ·
        {{attempts}}</p>
        <p class="small what-problem">{{reason}}</p></div>
        <div class="line-end"><form method="post" action="/admin/alerts/{{id}}/retry">
        <button class="compact" type="submit" data-busy="Trying…">Retry<span class="hidden-label">
        {{name}}</span></button>
        </form></div></li>
        {{/dead}}
        </ul>
        {{/hasDead}}
        {{^hasDead}}<p class="card-empty">Every alert was told.</p>{{/hasDead}}
        </section>
        </div>
        <section class="card" aria-labelledby="archive-title">
        <h2 id="archive-title">Archive</h2>
        <p class="dot {{archiveTone}}">{{archive}}</p>
        <dl class="facts">{{#archiveFacts}}<div><dt>{{name}}</dt><dd>{{value}}</dd></div>{{/archiveFacts}}</dl>
        </section>
        {{/overview}}
        {{#market}}
        <div class="halves">
        <section class="card flush" aria-labelledby="latest-title">
        <div class="card-head"><h2 id="latest-title">Latest prices</h2></div>
        {{#hasNone}}<p class="card-empty">No price has changed yet.</p>{{/hasNone}}
        {{^hasNone}}
        <div class="scroll" role="group" aria-labelledby="latest-title" tabindex="0">
        <table class="grid">
        <thead><tr><th scope="col">Seen</th><th scope="col">Product</th><th scope="col"
        class="num">Price</th></tr></thead>
        <tbody>
        {{#latest}}
        <tr><td class="nowrap"><time datetime="{{at}}" data-local="minute">{{date}}</time></td>
        <th scope="row" class="wrap"><bdi>{{name}}</bdi><span class="when">{{shop}}</span></th>
        <td class="num"><strong>{{price}}</strong>
        {{#change}}
        <span class="change {{tone}}"><svg class="icon" aria-hidden="true"><use href="#icon-{{icon}}"/></svg>
        <span class="hidden-label">{{direction}} </span>{{text}}</span>
        {{/change}}</td></tr>
        {{/latest}}
        </tbody>
        </table>
        </div>
        {{/hasNone}}
        </section>
        <section class="card flush" aria-labelledby="popular-title">
        <div class="card-head"><h2 id="popular-title">Most followed</h2></div>
        <table class="grid">
        <thead><tr><th scope="col">Product</th><th scope="col" class="spark">Last 30 days</th>
        <th scope="col" class="num">Followers</th></tr></thead>
        <tbody>
        {{#popular}}
        <tr><th scope="row" class="wrap"><bdi>{{name}}</bdi><span class="when">{{shop}}</span></th>
        <td class="spark">{{{sparkline}}}</td><td class="num"><strong>{{followers}}</strong></td></tr>
        {{/popular}}
        </tbody>
        </table>
        </section>
        </div>
        {{/market}}
        {{#people}}
        <form class="card stack" method="post" action="/admin/people" aria-labelledby="invite-title">
        <h2 id="invite-title">Add somebody</h2>
        <div class="field"><label for="invite">E-mail address</label>
        <input id="invite" name="email" type="email" autocomplete="off" maxlength="254" required value="{{invite.value}}"
        {{#invite.error}} aria-invalid="true" aria-describedby="invite-error"{{/invite.error}}>
        {{#invite.error}}<p class="error" id="invite-error">{{invite.error}}</p>{{/invite.error}}</div>
        <button type="submit" data-busy="Sending…">Add</button>
        <p class="small muted">A message asks them to confirm the address. After that they can sign in.</p>
        </form>
        <section class="card flush" aria-labelledby="people-title">
        <div class="card-head"><h2 id="people-title">People</h2></div>
        <div class="scroll" role="group" aria-labelledby="people-title" tabindex="0">
        <table class="grid">
        <thead><tr><th scope="col">Person</th><th scope="col">Address</th><th scope="col" class="num">Products</th>
        <th scope="col">Since</th></tr></thead>
        <tbody>
        {{#users}}
        <tr><th scope="row"><bdi>{{name}}</bdi> {{#badges}}<span class="badge {{tone}}">{{text}}</span> {{/badges}}</th>
        <td>{{address}}</td><td class="num">{{products}}</td>
        <td class="nowrap"><time datetime="{{sinceAt}}" data-local="day">{{since}}</time></td></tr>
        {{/users}}
        </tbody>
        </table>
        </div>
        </section>
        {{#nextUsers}}
        <nav class="pages" aria-label="Pages"><a class="button" rel="next" href="{{nextUsers}}">Next page
        <svg class="icon" aria-hidden="true"><use href="#icon-next"/></svg></a></nav>
        {{/nextUsers}}
        {{/people}}
        {{> foot}}
        """#
    )
}
