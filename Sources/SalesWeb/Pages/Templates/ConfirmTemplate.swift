extension PageTemplate {
    /// One question with one button, for what a GET must not do: ``ConfirmView``.
    static let confirm = PageTemplate(
        "confirm",
        #"""
        {{> head}}
        <div class="narrow">
        <form class="card stack" method="post" action="{{action}}">
        <h1>{{heading}}</h1>
        {{#paragraphs}}<p>{{.}}</p>{{/paragraphs}}
        {{#hasItems}}
        <ul class="points">
        {{#items}}<li><bdi>{{.}}</bdi></li>{{/items}}
        </ul>
        {{/hasItems}}
        {{#values}}<input type="hidden" name="{{name}}" value="{{value}}">{{/values}}
        {{#typed}}
        <div class="field"><label for="typed">{{typed.label}}</label>
        <input id="typed" name="typed" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="40"
        required
        value="{{typed.field.value}}"
        {{#typed.field.error}} aria-invalid="true" aria-describedby="typed-error"{{/typed.field.error}}>
        {{#typed.field.error}}<p class="error" id="typed-error">{{typed.field.error}}</p>{{/typed.field.error}}</div>
        {{/typed}}
        <div class="buttons">
        <button class="primary {{tone}}" type="submit" data-busy="One moment…"{{#question}}
        data-confirm="{{question}}"{{/question}}>{{button}}</button>
        {{#cancel}}<a class="button" href="{{cancel}}">Cancel</a>{{/cancel}}
        </div>
        </form>
        </div>
        {{> foot}}
        """#
    )

    /// What happened, in words: ``MessageView``.
    static let message = PageTemplate(
        "message",
        #"""
        {{> head}}
        <div class="narrow">
        <section class="card message">
        <span class="message-mark {{tone}}" aria-hidden="true">
        <svg class="icon"><use href="#icon-{{icon}}"/></svg></span>
        <h1>{{heading}}</h1>
        {{#paragraphs}}<p>{{.}}</p>{{/paragraphs}}
        {{#hasLinks}}
        <p class="buttons">
        {{#links}}<a class="button" href="{{value}}">{{name}}</a>{{/links}}
        </p>
        {{/hasLinks}}
        {{#status}}<p class="small muted">{{status}}</p>{{/status}}
        </section>
        </div>
        {{> foot}}
        """#
    )
}
