extension PageTemplate {
    /// A person's products: ``ProductsView``.
    static let products = PageTemplate(
        "products",
        #"""
        {{> head}}
        <div class="top">
        <div><h1>My products</h1><p class="sub">{{summary}}</p></div>
        <a class="button primary" href="/products/new">
        <svg class="icon" aria-hidden="true"><use href="#icon-plus"/></svg>Add product</a>
        </div>
        {{#tools}}
        <div class="tools">
        <nav aria-label="Show">
        <ul class="chips">
        {{#filters}}
        <li><a class="chip" href="{{path}}"{{#isCurrent}} aria-current="true"{{/isCurrent}}>{{name}}</a></li>
        {{/filters}}
        </ul>
        </nav>
        <form class="tools-form" method="get" action="/products" role="search">
        {{#filter}}<input type="hidden" name="state" value="{{filter}}">{{/filter}}
        <div class="with-icon">
        <svg class="icon" aria-hidden="true"><use href="#icon-search"/></svg>
        <label class="hidden-label" for="q">Search by name or shop</label>
        <input id="q" name="q" type="search" value="{{search}}" placeholder="Name or shop" maxlength="100">
        </div>
        <label class="hidden-label" for="sort">Order</label>
        <select id="sort" name="sort">
        {{#sorts}}
        <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
        {{/sorts}}
        </select>
        <button type="submit">Apply</button>
        </form>
        </div>
        {{/tools}}
        {{#empty}}
        <section class="card empty" aria-labelledby="empty-title">
        <svg class="empty-art" viewBox="0 0 120 72" aria-hidden="true">
        <path class="art-line" d="M6 14h24v10h22v-6h16v24h20v14h26"/><circle class="art-dot" cx="114" cy="56" r="5"/>
        <path class="art-limit" d="M6 46h108"/></svg>
        <h2 id="empty-title">{{empty.title}}</h2>
        <p>{{empty.text}}</p>
        {{#empty.isFirst}}
        <a class="button primary" href="/products/new">Add your first product</a>
        <p class="small"><a href="/websites">Which shops can be tracked?</a></p>
        {{/empty.isFirst}}
        {{^empty.isFirst}}
        <a class="button" href="/products">Show all products</a>
        {{/empty.isFirst}}
        </section>
        {{/empty}}
        {{#list}}
        <form method="post" action="/products/bulk" data-bulk>
        <div class="card flush">
        <table class="grid products-grid" role="table" aria-label="My products">
        <thead role="rowgroup">
        <tr role="row">
        <th role="columnheader" scope="col" class="pick">
        <label class="tick" data-all hidden><input type="checkbox"><span class="hidden-label">Select all</span></label>
        <span class="hidden-label">Select</span></th>
        <th role="columnheader" scope="col">Product</th>
        <th role="columnheader" scope="col" class="spark">Last 30 days</th>
        <th role="columnheader" scope="col" class="num">Price</th>
        <th role="columnheader" scope="col" class="num">Lowest</th>
        <th role="columnheader" scope="col" class="stock">Availability</th>
        </tr>
        </thead>
        <tbody role="rowgroup">
        {{#rows}}
        <tr role="row">
        <td role="cell" class="pick">
        <label class="tick"><input type="checkbox" name="id" value="{{id}}">
        <span class="hidden-label">Select {{name}}</span></label>
        </td>
        <th role="rowheader" scope="row" class="what"><span class="what-in">
        <span class="pic" aria-hidden="true"><span>{{initial}}</span>
        {{#image}}
        <img src="{{image}}" alt="" width="56" height="56" loading="lazy" decoding="async" referrerpolicy="no-referrer">
        {{/image}}
        </span>
        <span class="what-text">
        <a class="what-name" href="/products/{{id}}"><bdi>{{name}}</bdi></a>
        <span class="what-shop">{{shop}} · {{rule}}</span>
        {{#badges}}<span class="badge {{tone}}">{{text}}</span> {{/badges}}
        {{#problem}}<span class="what-problem">{{problem}}</span>{{/problem}}
        </span>
        </span></th>
        <td role="cell" class="spark">{{{sparkline}}}</td>
        <td role="cell" class="num price"><strong>{{price}}</strong>
        {{#change}}
        <span class="change {{tone}}"><svg class="icon" aria-hidden="true"><use href="#icon-{{icon}}"/></svg>
        <span class="hidden-label">{{direction}} </span>{{text}}</span>
        {{/change}}
        </td>
        <td role="cell" class="num low"><span class="cell-label">Lowest </span>{{lowest}}
        {{#lowestOn}}<span class="when">{{lowestOn}}</span>{{/lowestOn}}
        </td>
        <td role="cell" class="stock"><span class="dot {{availability.tone}}">{{availability.text}}</span>
        <span class="when">{{checked.before}}<time datetime="{{checked.at}}"
        data-local="ago">{{checked.text}}</time></span>
        {{#pace}}<span class="when pace">{{pace}}</span>{{/pace}}
        </td>
        </tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        <div class="bulk" data-bulk-bar role="group" aria-label="With the selected products">
        <span class="bulk-count" data-bulk-count>With the selected products:</span>
        <button type="submit" name="action" value="pause">
        <svg class="icon" aria-hidden="true"><use href="#icon-pause"/></svg>Pause</button>
        <button type="submit" name="action" value="resume">
        <svg class="icon" aria-hidden="true"><use href="#icon-play"/></svg>Resume</button>
        <button class="danger" type="submit" formmethod="get" formaction="/products/delete">
        <svg class="icon" aria-hidden="true"><use href="#icon-trash"/></svg>Delete…</button>
        </div>
        </form>
        {{#next}}
        <nav class="pages" aria-label="Pages"><a class="button" rel="next" href="{{next}}">Next page
        <svg class="icon" aria-hidden="true"><use href="#icon-next"/></svg></a></nav>
        {{/next}}
        {{/list}}
        {{> foot}}
        """#
    )
}
