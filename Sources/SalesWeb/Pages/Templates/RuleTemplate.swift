extension PageTemplate {
    /// The fields that state a rule: ``RuleForm``, the member `rule` of a view.
    static let ruleFields = PageTemplate(
        "rule-fields",
        #"""
        {{#rule.error}}<p class="error" role="alert">{{rule.error}}</p>{{/rule.error}}
        <fieldset class="rule">
        <legend>Tell me</legend>
        <div class="option"><label><input type="radio" name="rule" value="drop"{{#rule.kind.drop}}
        checked{{/rule.kind.drop}}>
        <span>about any drop</span></label></div>
        <div class="option"><label><input type="radio" name="rule" value="below"{{#rule.kind.below}}
        checked{{/rule.kind.below}}>
        <span>when it costs less than an amount</span></label>
        <div class="option-more"><label for="rule-below">Less than</label>
        <span class="amount"><input id="rule-below" name="below" inputmode="decimal" autocomplete="off" maxlength="20"
        value="{{rule.below.value}}"{{#rule.below.error}} aria-invalid="true"
        aria-describedby="rule-below-error"{{/rule.below.error}}>
        <span>{{rule.currency}}</span></span>
        {{#rule.below.error}}<p class="error"
        id="rule-below-error">{{rule.below.error}}</p>{{/rule.below.error}}</div></div>
        <div class="option"><label><input type="radio" name="rule" value="share"{{#rule.kind.share}}
        checked{{/rule.kind.share}}>
        <span>when it falls by a percentage</span></label>
        <div class="option-more"><label for="rule-share">At least</label>
        <span class="amount"><input id="rule-share" name="share" inputmode="decimal" autocomplete="off" maxlength="6"
        value="{{rule.share.value}}"{{#rule.share.error}} aria-invalid="true"
        aria-describedby="rule-share-error"{{/rule.share.error}}>
        <span>%</span></span>
        <label for="rule-share-since">Below</label>
        <select id="rule-share-since" name="share_since">
        {{#rule.shareBaselines}}
        <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
        {{/rule.shareBaselines}}
        </select>
        {{#rule.share.error}}<p class="error"
        id="rule-share-error">{{rule.share.error}}</p>{{/rule.share.error}}</div></div>
        <div class="option"><label><input type="radio" name="rule" value="fall"{{#rule.kind.fall}}
        checked{{/rule.kind.fall}}>
        <span>when it falls by an amount</span></label>
        <div class="option-more"><label for="rule-fall">At least</label>
        <span class="amount"><input id="rule-fall" name="fall" inputmode="decimal" autocomplete="off" maxlength="20"
        value="{{rule.fall.value}}"{{#rule.fall.error}} aria-invalid="true"
        aria-describedby="rule-fall-error"{{/rule.fall.error}}>
        <span>{{rule.currency}}</span></span>
        <label for="rule-fall-since">Below</label>
        <select id="rule-fall-since" name="fall_since">
        {{#rule.fallBaselines}}
        <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
        {{/rule.fallBaselines}}
        </select>
        {{#rule.fall.error}}<p class="error"
        id="rule-fall-error">{{rule.fall.error}}</p>{{/rule.fall.error}}</div></div>
        <div class="option"><label><input type="radio" name="rule" value="lowest"{{#rule.kind.lowest}}
        checked{{/rule.kind.lowest}}>
        <span>when it is cheaper than in some time before</span></label>
        <div class="option-more"><label for="rule-days">Than in the last</label>
        <span class="amount"><input id="rule-days" name="days" inputmode="numeric" autocomplete="off" maxlength="4"
        value="{{rule.days.value}}"
        aria-describedby="rule-days-hint{{#rule.days.error}} rule-days-error{{/rule.days.error}}"
        {{#rule.days.error}} aria-invalid="true"{{/rule.days.error}}><span>days</span></span>
        <p class="hint" id="rule-days-hint">Leave it empty for cheaper than ever.</p>
        {{#rule.days.error}}<p class="error"
        id="rule-days-error">{{rule.days.error}}</p>{{/rule.days.error}}</div></div>
        <div class="option"><label><input type="radio" name="rule" value="back_in_stock"
        {{#rule.kind.backInStock}} checked{{/rule.kind.backInStock}}><span>when it is back in stock</span></label></div>
        <details class="more"{{#rule.isOther}} open{{/rule.isOther}}>
        <summary>Other rules</summary>
        <div class="option"><label><input type="radio" name="rule" value="change"
        {{#rule.kind.change}} checked{{/rule.kind.change}}><span>about any change of the price</span></label></div>
        <div class="option"><label><input type="radio" name="rule" value="sold_out"
        {{#rule.kind.soldOut}} checked{{/rule.kind.soldOut}}><span>when it is sold out</span></label></div>
        <div class="option"><label><input type="radio" name="rule" value="gone"{{#rule.kind.gone}}
        checked{{/rule.kind.gone}}>
        <span>when its page is gone</span></label></div>
        <div class="option"><label><input type="radio" name="rule" value="words"{{#rule.kind.words}}
        checked{{/rule.kind.words}}>
        <span>by a rule in my own words</span></label>
        <div class="option-more"><label class="hidden-label" for="rule-words">Rule</label>
        <input id="rule-words" name="words" autocomplete="off" maxlength="500" value="{{rule.words.value}}"
        aria-describedby="rule-words-hint{{#rule.words.error}} rule-words-error{{/rule.words.error}}"
        {{#rule.words.error}} aria-invalid="true"{{/rule.words.error}}>
        <p class="hint" id="rule-words-hint">For example: below 40 and in stock or lowest in 90 days</p>
        {{#rule.words.error}}<p class="error"
        id="rule-words-error">{{rule.words.error}}</p>{{/rule.words.error}}</div></div>
        </details>
        </fieldset>
        <fieldset class="rule">
        <legend>How</legend>
        <div class="checks">
        {{#rule.channels}}
        <label class="check"><input type="checkbox" name="channel" value="{{value}}"{{#isOn}} checked{{/isOn}}>
        <span>{{name}}<span class="when">{{note}}</span></span></label>
        {{/rule.channels}}
        </div>
        <div class="pair times">
        <div class="field"><label for="rule-interval">Check every</label>
        <select id="rule-interval" name="interval">
        {{#rule.intervals}}
        <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
        {{/rule.intervals}}
        </select></div>
        <div class="field"><label for="rule-cool">Then not again for</label>
        <select id="rule-cool" name="cool_down">
        {{#rule.coolDowns}}
        <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
        {{/rule.coolDowns}}
        </select></div>
        </div>
        <label class="check"><input type="checkbox" name="in_digest" value="on"{{#rule.isInDigest}}
        checked{{/rule.isInDigest}}>
        <span>Put it into my digest, not into a message of its own</span></label>
        <label class="check"><input type="checkbox" name="tell_now" value="on"{{#rule.tellsNow}}
        checked{{/rule.tellsNow}}>
        <span>Tell me at once if it is true already</span></label>
        </fieldset>

        """#
    )

    /// What a rule would have told: ``RuleForm/preview``.
    static let rulePreview = PageTemplate(
        "rule-preview",
        #"""
        <div class="preview" id="preview" aria-live="polite">
        {{#rule.preview}}
        <div class="preview-in">
        <p><strong>{{outcome}}</strong></p>
        {{#hasFirings}}
        <ol>
        {{#firings}}
        <li><time datetime="{{at}}" data-local="minute">{{date}}</time><span>{{said}}</span></li>
        {{/firings}}
        </ol>
        {{/hasFirings}}
        {{#remarks}}<p class="small">{{.}}</p>{{/remarks}}
        </div>
        {{/rule.preview}}
        </div>

        """#
    )
}
