extension PageTemplate {
    /// What a person can set: ``SettingsView``.
    static let settings = PageTemplate(
        "settings",
        #"""
        {{> head}}
        <div class="top"><div><h1>Settings</h1></div></div>
        <div class="with-side">
        <nav class="side" aria-label="Settings">
        <ul>
        <li><a href="#profile">Profile</a></li>
        <li><a href="#channels">Channels</a></li>
        <li><a href="#telling">When to tell me</a></li>
        <li><a href="#sessions">Sessions</a></li>
        <li><a href="#tokens">API tokens</a></li>
        <li><a href="#data">My data</a></li>
        </ul>
        </nav>
        <div class="column">
        <section class="card" id="profile" aria-labelledby="profile-title">
        <h2 id="profile-title">Profile</h2>
        <form class="stack" method="post" action="/settings/profile">
        <div class="pair">
        <div class="field"><label for="first-name">First name</label>
        <input id="first-name" name="first_name" autocomplete="given-name" maxlength="100"
        value="{{profile.firstName.value}}"
        {{#profile.firstName.error}} aria-invalid="true"
        aria-describedby="first-name-error"{{/profile.firstName.error}}>
        {{#profile.firstName.error}}
        <p class="error" id="first-name-error">{{profile.firstName.error}}</p>
        {{/profile.firstName.error}}</div>
        <div class="field"><label for="last-name">Last name</label>
        <input id="last-name" name="last_name" autocomplete="family-name" maxlength="100"
        value="{{profile.lastName.value}}"
        {{#profile.lastName.error}} aria-invalid="true" aria-describedby="last-name-error"{{/profile.lastName.error}}>
        {{#profile.lastName.error}}
        <p class="error" id="last-name-error">{{profile.lastName.error}}</p>
        {{/profile.lastName.error}}</div>
        </div>
        <button type="submit" data-busy="Saving…">Save</button>
        </form>
        </section>
        <section class="card flush" id="channels" aria-labelledby="channels-title">
        <div class="card-head"><h2 id="channels-title">Channels</h2>
        <p class="small muted">A test sends a message, and shows what the carrier really answered.</p></div>
        <ul class="lines">
        {{#channels}}
        <li><svg class="icon line-icon" aria-hidden="true"><use href="#icon-{{icon}}"/></svg>
        <div class="line-text"><p><strong>{{name}}</strong> <span class="badge {{tone}}">{{state}}</span></p>
        <p class="muted small">{{address}}</p>
        {{#answer}}
        <p class="answer {{answer.tone}}" role="status"><strong>{{answer.title}}</strong> {{answer.text}}</p>
        {{/answer}}
        </div>
        <div class="line-end">
        {{#canVerify}}
        <form method="post" action="/settings/channels/{{channel}}/verify">
        <button class="compact" type="submit" data-busy="Sending…">Confirm<span class="hidden-label">
        {{name}}</span></button></form>
        {{/canVerify}}
        {{#canTest}}
        <form method="post" action="/settings/channels/{{channel}}/test">
        <button class="compact" type="submit" data-busy="Sending…">Test<span class="hidden-label">
        {{name}}</span></button></form>
        {{/canTest}}
        </div></li>
        {{/channels}}
        </ul>
        {{#hasNoChannel}}
        <p class="card-empty">Nothing is set up here that could tell you.</p>
        {{/hasNoChannel}}
        {{#hasAddresses}}
        <details class="fold card-foot"{{#addresses.isOpen}} open{{/addresses.isOpen}}>
        <summary class="button compact">Change an address</summary>
        <form class="stack" method="post" action="/settings/addresses">
        <div class="pair">
        <div class="field"><label for="email">E-mail address</label>
        <input id="email" name="email" type="email" autocomplete="email" maxlength="254"
        value="{{addresses.email.value}}"
        {{#addresses.email.error}} aria-invalid="true" aria-describedby="email-error"{{/addresses.email.error}}>
        {{#addresses.email.error}}
        <p class="error" id="email-error">{{addresses.email.error}}</p>
        {{/addresses.email.error}}</div>
        <div class="field"><label for="phone">Phone number</label>
        <input id="phone" name="phone" type="tel" autocomplete="tel" maxlength="32" value="{{addresses.phone.value}}"
        {{#addresses.phone.error}} aria-invalid="true" aria-describedby="phone-error"{{/addresses.phone.error}}>
        {{#addresses.phone.error}}
        <p class="error" id="phone-error">{{addresses.phone.error}}</p>
        {{/addresses.phone.error}}</div>
        </div>
        <p class="small muted">A new address has to be confirmed before anything is sent to it.</p>
        <button type="submit" data-busy="Saving…">Save</button>
        </form></details>
        {{/hasAddresses}}
        </section>
        <section class="card" id="telling" aria-labelledby="telling-title">
        <h2 id="telling-title">When to tell me</h2>
        <form class="stack" method="post" action="/settings/telling">
        <div class="pair">
        <div class="field"><label for="zone">Time zone</label>
        <input id="zone" name="zone" list="zones" autocomplete="off" maxlength="64" placeholder="Europe/London"
        value="{{telling.zone.value}}"
        aria-describedby="zone-hint{{#telling.zone.error}} zone-error{{/telling.zone.error}}"
        {{#telling.zone.error}} aria-invalid="true"{{/telling.zone.error}}>
        <datalist id="zones">{{#zones}}<option value="{{.}}"></option>{{/zones}}</datalist>
        <p class="hint" id="zone-hint">By whose clock days and hours count.</p>
        {{#telling.zone.error}}<p class="error" id="zone-error">{{telling.zone.error}}</p>{{/telling.zone.error}}</div>
        <div class="field"><label for="locale">Numbers and amounts</label>
        <select id="locale" name="locale">
        {{#locales}}
        <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
        {{/locales}}
        </select></div>
        </div>
        <fieldset>
        <legend>Quiet hours</legend>
        <p class="hint">What can wait is told after them. Leave both empty for none.</p>
        <div class="pair times">
        <div class="field"><label for="quiet-start">From</label>
        <input id="quiet-start" name="quiet_start" type="time" value="{{telling.quietStart.value}}"
        {{#telling.quietStart.error}} aria-invalid="true"
        aria-describedby="quiet-error"{{/telling.quietStart.error}}></div>
        <div class="field"><label for="quiet-end">Until</label>
        <input id="quiet-end" name="quiet_end" type="time" value="{{telling.quietEnd.value}}"
        {{#telling.quietStart.error}} aria-invalid="true"
        aria-describedby="quiet-error"{{/telling.quietStart.error}}></div>
        </div>
        {{#telling.quietStart.error}}
        <p class="error" id="quiet-error">{{telling.quietStart.error}}</p>
        {{/telling.quietStart.error}}
        </fieldset>
        <div class="pair times">
        <div class="field"><label for="digest">Digest at</label>
        <input id="digest" name="digest_at" type="time" value="{{telling.digestAt.value}}"
        aria-describedby="digest-hint{{#telling.digestAt.error}} digest-error{{/telling.digestAt.error}}"
        {{#telling.digestAt.error}} aria-invalid="true"{{/telling.digestAt.error}}>
        <p class="hint" id="digest-hint">What is not urgent comes together, once a day.</p>
        {{#telling.digestAt.error}}
        <p class="error" id="digest-error">{{telling.digestAt.error}}</p>
        {{/telling.digestAt.error}}</div>
        <div class="field"><label for="cap">Messages a day, at most</label>
        <input id="cap" name="daily_cap" inputmode="numeric" autocomplete="off" maxlength="6"
        value="{{telling.dailyCap.value}}"
        aria-describedby="cap-hint{{#telling.dailyCap.error}} cap-error{{/telling.dailyCap.error}}"
        {{#telling.dailyCap.error}} aria-invalid="true"{{/telling.dailyCap.error}}>
        <p class="hint" id="cap-hint">For each channel. Empty for as many as there are.</p>
        {{#telling.dailyCap.error}}
        <p class="error" id="cap-error">{{telling.dailyCap.error}}</p>
        {{/telling.dailyCap.error}}</div>
        </div>
        <button type="submit" data-busy="Saving…">Save</button>
        </form>
        </section>
        <section class="card flush" id="sessions" aria-labelledby="sessions-title">
        <div class="card-head"><h2 id="sessions-title">Sessions</h2>
        <p class="small muted">Browsers that are signed in.</p></div>
        <ul class="lines">
        {{#sessions}}
        <li><svg class="icon line-icon" aria-hidden="true"><use href="#icon-screen"/></svg>
        <div class="line-text"><p><strong>{{label}}</strong>
        {{#isThis}}<span class="badge info">This browser</span>{{/isThis}}</p>
        <p class="muted small">Last used <time datetime="{{usedAt}}" data-local="minute">{{used}}</time>, ends
        <time datetime="{{endsAt}}" data-local="day">{{ends}}</time></p></div>
        <div class="line-end">
        {{^isThis}}
        <form method="post" action="/settings/sessions/{{id}}/end">
        <button class="compact" type="submit">End<span class="hidden-label"> the session of
        {{label}}</span></button></form>
        {{/isThis}}
        </div></li>
        {{/sessions}}
        </ul>
        {{#hasOtherSessions}}
        <form class="card-foot" method="post" action="/settings/sessions/end-others"
        data-confirm="End all other sessions?"><button class="compact" type="submit">End all others</button></form>
        {{/hasOtherSessions}}
        </section>
        <section class="card flush" id="tokens" aria-labelledby="tokens-title">
        <div class="card-head"><h2 id="tokens-title">API tokens</h2>
        <p class="small muted">For programs. <a href="/openapi.json">What the API can do</a></p></div>
        {{#newToken}}
        <div class="new-token" role="status">
        <p><strong>“{{newToken.label}}” is made.</strong> Copy it now: it is shown this once.</p>
        <div class="copy"><label class="hidden-label" for="new-token">New token</label>
        <input class="mono" id="new-token" readonly value="{{newToken.secret}}">
        <button type="button" data-copy="new-token" hidden>Copy</button></div>
        </div>
        {{/newToken}}
        {{#hasTokens}}
        <ul class="lines">
        {{#tokens}}
        <li><svg class="icon line-icon" aria-hidden="true"><use href="#icon-link"/></svg>
        <div class="line-text"><p><strong>{{label}}</strong> <span class="badge {{tone}}">{{scope}}</span></p>
        <p class="muted small">Last used <time datetime="{{usedAt}}" data-local="minute">{{used}}</time>, ends
        <time datetime="{{endsAt}}" data-local="day">{{ends}}</time></p></div>
        <div class="line-end">
        <form method="post" action="/settings/tokens/{{id}}/end"
        data-confirm="Programs with this token stop working. End it?">
        <button class="compact danger" type="submit">End<span class="hidden-label"> the token
        {{label}}</span></button></form>
        </div></li>
        {{/tokens}}
        </ul>
        {{/hasTokens}}
        {{^hasTokens}}
        <p class="card-empty">No program has a token.</p>
        {{/hasTokens}}
        <form class="card-foot token-form" method="post" action="/settings/tokens#tokens">
        <div class="field"><label for="token-label">Name</label>
        <input id="token-label" name="label" autocomplete="off" maxlength="100" required placeholder="Laptop script"
        value="{{token.label.value}}"
        {{#token.label.error}} aria-invalid="true" aria-describedby="token-label-error"{{/token.label.error}}>
        {{#token.label.error}}
        <p class="error" id="token-label-error">{{token.label.error}}</p>
        {{/token.label.error}}</div>
        <div class="field"><label for="token-scope">May</label>
        <select id="token-scope" name="scope">
        {{#scopes}}
        <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
        {{/scopes}}
        </select></div>
        <div class="field"><label for="token-days">Days</label>
        <input id="token-days" name="days" inputmode="numeric" autocomplete="off" maxlength="3"
        value="{{token.days.value}}"
        {{#token.days.error}} aria-invalid="true" aria-describedby="token-days-error"{{/token.days.error}}>
        {{#token.days.error}}
        <p class="error" id="token-days-error">{{token.days.error}}</p>
        {{/token.days.error}}</div>
        <button type="submit" data-busy="Making…">Make a token</button>
        </form>
        </section>
        <section class="card" id="data" aria-labelledby="data-title">
        <h2 id="data-title">My data</h2>
        <p class="muted">Everything that is kept of you, as one file: your products, rules, prices and alerts.</p>
        <p class="gap"><a class="button" href="/settings/export" download>
        <svg class="icon" aria-hidden="true"><use href="#icon-down"/></svg>Export my data</a></p>
        {{#canErase}}
        <div class="erase"><h3>Erase my account</h3>
        <p class="muted">All of it, at once and for good.</p>
        <p class="gap"><a class="button danger" href="/settings/erase">
        <svg class="icon" aria-hidden="true"><use href="#icon-trash"/></svg>Erase…</a></p></div>
        {{/canErase}}
        </section>
        </div>
        </div>
        {{> foot}}
        """#
    )
}
