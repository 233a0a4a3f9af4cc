extension PageTemplate {
    /// The first page: ``HomeView``.
    static let home = PageTemplate(
        "home",
        #"""
        {{> head}}
        <div class="welcome">
        <div class="welcome-text">
        <h1 class="display">Know when the price falls.</h1>
        <p class="lead">Paste the address of a product. We read its price every minute, where its shop allows that, and
        then tell you within three minutes of a drop, by mail or text message.</p>
        <ul class="promises">
        <li><svg class="icon" aria-hidden="true"><use href="#icon-check"/></svg>Your rule: any drop, below an amount,
        lowest
        in 90 days, back in stock</li>
        <li><svg class="icon" aria-hidden="true"><use href="#icon-check"/></svg>Every fall is read twice before you
        hear of
        it</li>
        <li><svg class="icon" aria-hidden="true"><use href="#icon-check"/></svg>One click stops the messages, another
        takes
        your data with you</li>
        </ul>
        {{#picture}}
        <figure class="card"><figcaption class="hidden-label">An example of a price history</figcaption>
        <div class="chart-pair">{{{picture}}}</div></figure>
        {{/picture}}
        {{^picture}}
        <svg class="welcome-line" viewBox="0 0 560 150" aria-hidden="true">
        <path class="art-limit" d="M8 104h544"/>
        <path class="art-line" d="M8 30h92v24h80v-14h84v38h92v-12h60v58h76v-10h60"/><circle class="art-dot" cx="552"
        cy="114" r="7"/>
        </svg>
        {{/picture}}
        </div>
        {{#isSignedIn}}
        <section class="card" aria-labelledby="join-title">
        <h2 id="join-title">Welcome back</h2>
        <p>You are signed in.</p>
        <p class="gap"><a class="button primary wide" href="/products">My products</a></p>
        </section>
        {{/isSignedIn}}
        {{#signUp}}
        <form class="card stack" method="post" action="/sign-up" aria-labelledby="join-title">
        <h2 id="join-title">{{heading}}</h2>
        {{#fault}}<p class="error" role="alert">{{fault}}</p>{{/fault}}
        {{#needsInvitation}}
        <div class="field"><label for="invitation">Invitation</label>
        <input id="invitation" name="invitation" autocomplete="off" maxlength="100" required
        value="{{invitation.value}}"
        {{#invitation.error}} aria-invalid="true" aria-describedby="invitation-error"{{/invitation.error}}>
        {{#invitation.error}}<p class="error" id="invitation-error">{{invitation.error}}</p>{{/invitation.error}}</div>
        {{/needsInvitation}}
        <div class="field"><label for="email">E-mail address</label>
        <input id="email" name="email" type="email" autocomplete="email" maxlength="254" value="{{email.value}}"
        {{#email.error}} aria-invalid="true" aria-describedby="email-error"{{/email.error}}>
        {{#email.error}}<p class="error" id="email-error">{{email.error}}</p>{{/email.error}}</div>
        {{#hasTexts}}
        <div class="field"><label for="phone">Phone number <span class="optional">(instead, or as well)</span></label>
        <input id="phone" name="phone" type="tel" autocomplete="tel" maxlength="32" placeholder="+44 7700 900123"
        value="{{phone.value}}"{{#phone.error}} aria-invalid="true" aria-describedby="phone-error"{{/phone.error}}>
        {{#phone.error}}<p class="error" id="phone-error">{{phone.error}}</p>{{/phone.error}}</div>
        {{/hasTexts}}
        <div class="pair">
        <div class="field"><label for="first-name">First name <span class="optional">(optional)</span></label>
        <input id="first-name" name="first_name" autocomplete="given-name" maxlength="100" value="{{firstName.value}}"
        {{#firstName.error}} aria-invalid="true" aria-describedby="first-name-error"{{/firstName.error}}>
        {{#firstName.error}}<p class="error" id="first-name-error">{{firstName.error}}</p>{{/firstName.error}}</div>
        <div class="field"><label for="last-name">Last name <span class="optional">(optional)</span></label>
        <input id="last-name" name="last_name" autocomplete="family-name" maxlength="100" value="{{lastName.value}}"
        {{#lastName.error}} aria-invalid="true" aria-describedby="last-name-error"{{/lastName.error}}>
        {{#lastName.error}}<p class="error" id="last-name-error">{{lastName.error}}</p>{{/lastName.error}}</div>
        </div>
        <button class="primary wide" type="submit" data-busy="Sending…">Sign up</button>
        <p class="small muted">No password. You get a message to confirm the address, and nothing else before you
        did.</p>
        <p class="small">Signed up already? <a href="/sign-in">Sign in</a></p>
        </form>
        {{/signUp}}
        {{#closed}}
        <section class="card" aria-labelledby="join-title">
        <h2 id="join-title">{{closed.title}}</h2>
        <p>{{closed.text}}</p>
        <p class="gap"><a class="button primary wide" href="/sign-in">Sign in</a></p>
        </section>
        {{/closed}}
        </div>
        <section class="band" aria-labelledby="how-title">
        <h2 id="how-title">How it works</h2>
        <ol class="steps">
        <li><h3>Paste an address</h3><p>The page is read at once. You see the price that was found, where it stood, and
        choose another where that is not the one you pay.</p></li>
        <li><h3>Say when</h3><p>Below an amount, ten percent less, cheaper than in 90 days, back in stock. You see how
        often
        it would have told you before.</p></li>
        <li><h3>Hear of it</h3><p>A drop is confirmed by a second look and told at once. The same drop is never told
        twice.</p></li>
        </ol>
        </section>
        <section class="band" aria-labelledby="shops-title">
        <h2 id="shops-title">Supported websites</h2>
        <p class="sub">Any shop that states its prices for search engines, and these by their own interfaces:</p>
        <ul class="names">
        {{#websites}}<li class="name-tag">{{.}}</li>{{/websites}}
        </ul>
        <p class="gap"><a href="/websites">How each of them is read</a></p>
        </section>
        {{> foot}}
        """#
    )
}
