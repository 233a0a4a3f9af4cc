extension PageTemplate {
    /// Signing in: ``SignInView``.
    static let signIn = PageTemplate(
        "sign-in",
        #"""
        {{> head}}
        <div class="narrow">
        <form class="card stack" method="post" action="/sign-in">
        <h1>Sign in</h1>
        <p class="muted">{{intro}}</p>
        {{#next}}<input type="hidden" name="next" value="{{next}}">{{/next}}
        <div class="field"><label for="address">{{label}}</label>
        <input id="address" name="address" autocomplete="username" maxlength="254" required value="{{address.value}}"
        {{#address.error}} aria-invalid="true" aria-describedby="address-error"{{/address.error}}>
        {{#address.error}}<p class="error" id="address-error">{{address.error}}</p>{{/address.error}}</div>
        <button class="primary wide" type="submit" data-busy="Sending…">Send</button>
        <p class="small muted">No password is needed, and none can be stolen.</p>
        </form>
        </div>
        {{> foot}}
        """#
    )

    /// Typing the digits of a message: ``CodeView``.
    static let code = PageTemplate(
        "code",
        #"""
        {{> head}}
        <div class="narrow">
        <form class="card stack" method="post" action="{{action}}">
        <h1>{{heading}}</h1>
        <p class="muted">{{intro}}</p>
        {{#asksAddress}}
        <div class="field"><label for="address">Phone number</label>
        <input id="address" name="address" type="tel" autocomplete="tel" maxlength="32" required
        value="{{address.value}}"
        {{#address.error}} aria-invalid="true" aria-describedby="address-error"{{/address.error}}>
        {{#address.error}}<p class="error" id="address-error">{{address.error}}</p>{{/address.error}}</div>
        {{/asksAddress}}
        {{^asksAddress}}
        <input type="hidden" name="address" value="{{address.value}}">
        {{/asksAddress}}
        <div class="field"><label for="code">Code</label>
        <input class="code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12"
        required
        value="{{code.value}}" aria-describedby="code-hint{{#code.error}} code-error{{/code.error}}"
        {{#code.error}} aria-invalid="true"{{/code.error}}>
        <p class="hint" id="code-hint">{{hint}}</p>
        {{#code.error}}<p class="error" id="code-error">{{code.error}}</p>{{/code.error}}</div>
        <button class="primary wide" type="submit" data-busy="Checking…">{{button}}</button>
        <p class="small"><a href="{{again}}">Send another code</a></p>
        </form>
        </div>
        {{> foot}}
        """#
    )
}
