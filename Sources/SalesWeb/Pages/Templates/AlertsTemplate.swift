extension PageTemplate {
    /// What a person was told: ``AlertsView``.
    static let alerts = PageTemplate(
        "alerts",
        #"""
        {{> head}}
        <div class="top"><div><h1>Alerts</h1><p class="sub">{{summary}}</p></div></div>
        <nav class="tools" aria-label="Show">
        <ul class="chips">
        {{#filters}}
        <li><a class="chip" href="{{path}}"{{#isCurrent}} aria-current="true"{{/isCurrent}}>{{name}}</a></li>
        {{/filters}}
        </ul>
        </nav>
        {{#isEmpty}}
        <section class="card empty" aria-labelledby="empty-title">
        <svg class="icon empty-icon" aria-hidden="true"><use href="#icon-bell"/></svg>
        <h2 id="empty-title">{{emptyTitle}}</h2>
        <p>{{emptyText}}</p>
        <a class="button" href="/products">My products</a>
        </section>
        {{/isEmpty}}
        {{#days}}
        <section class="card flush day" aria-labelledby="day-{{id}}">
        <h2 class="day-title" id="day-{{id}}">{{day}}</h2>
        <ul class="events">
        {{#alerts}}
        <li><span class="event-mark {{tone}}" aria-hidden="true"></span>
        <div class="event-text"><p><a class="what-name" href="/products/{{product}}"><bdi>{{name}}</bdi></a></p>
        <p>{{text}}</p>
        <p class="small muted">{{how}}</p></div>
        <div class="event-end"><time datetime="{{at}}" data-local="minute">{{time}}</time>
        <span class="badge {{tone}}">{{status}}</span></div></li>
        {{/alerts}}
        </ul>
        </section>
        {{/days}}
        {{#older}}
        <nav class="pages" aria-label="Pages"><a class="button" rel="next" href="{{older}}">Older alerts
        <svg class="icon" aria-hidden="true"><use href="#icon-next"/></svg></a></nav>
        {{/older}}
        {{> foot}}
        """#
    )
}
