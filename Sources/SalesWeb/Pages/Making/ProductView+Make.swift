import SalesCore

extension ProductView {
    /// What an installation decides of how products are followed.
    struct Usual: Sendable {
        /// How often a product is checked of which nobody says more.
        let interval: Duration
        /// What its host was promised, as it was counted last; nil until that is known.
        let promise: HostPromise?
        /// How long a rule that was told must be untrue before it is told again.
        let rearmAfter: Duration
    }

    /// A product of a person.
    ///
    /// - Parameters:
    ///   - found: what is known of it.
    ///   - shown: which part of its history is shown, as it was asked for.
    ///   - rule: the form.
    ///   - isEditing: whether the form stands open.
    init(
        _ found: FollowedDetail,
        shown: ShownHistory,
        rule: RuleForm,
        isEditing: Bool,
        usual: Usual,
        page: PageFrame,
        for reader: Reader
    ) {
        let (product, subscription, state) = (found.product, found.subscription, found.product.state)
        let history = ProductHistory(found: found, shown: shown, reader: reader)
        let past = history.past
        let chart = history.chart
        let readings = PriceReadings(found.history, shown: shown, at: reader.now)
        let name = ProductWords.name(product)
        self.init(
            page: page,
            id: product.id.description,
            name: name,
            initial: ProductWords.initial(of: name),
            image: ProductWords.picture(state.image),
            shop: ProductWords.shop(found.website),
            url: product.url.absoluteString,
            price: state.price.map(reader.money) ?? "No price",
            change: Self.change(state, past, for: reader),
            availability: PageStock(state),
            badges: ProductWords.badges(product, subscription),
            isPaused: subscription.isPaused,
            problem: Problem(state, for: reader),
            verdict: Self.verdict(state, past, shown: shown, for: reader),
            ranges: ShownHistory.Length.allCases.map { length in
                Span(
                    short: length.short,
                    name: length.name,
                    path: ShownHistory.newest(length).path(of: product.id),
                    isCurrent: shown == .newest(length)
                )
            },
            chart: Chart(
                wide: chart.svg(.wide, prefix: "wide"),
                narrow: chart.svg(.narrow, prefix: "narrow"),
                note: history.note(on: chart)
            ),
            figures: history.figures(past),
            hasReadings: !readings.rows.isEmpty,
            readings: readings.rows.map { Reading($0, found: state.origins, for: reader) },
            olderReadings: readings.before.map { ShownHistory.before($0).path(of: product.id) },
            hasAlerts: !found.alerts.isEmpty,
            alerts: found.alerts.map { Told($0, for: reader) },
            ruleWords: ProductWords.stopped(
                ProductWords.capital(RuleWords.text(subscription.rule, reference: subscription.memory.reference))
            ),
            ruleState: Self.ruleState(subscription, state, usual: usual),
            isEditing: isEditing,
            rule: rule,
            details: Self.details(found, usual: usual, for: reader)
        )
        hasDays = !readings.days.isEmpty
        days = readings.days.map { Day($0, for: reader) }
        hasNoReading = readings.rows.isEmpty && readings.days.isEmpty
        hasEvidence = self.readings.contains { !$0.evidence.isEmpty }
    }

    /// From the price of thirty days ago, or the first that is known since.
    private static func change(_ state: ProductState, _ past: PricePast?, for reader: Reader) -> PageChange? {
        guard let price = state.price, let past, past.currency == price.currency,
            let first = past.last(DealVerdict.month, until: reader.now)?.days.first
        else { return nil }
        let day = Reader.utcDay(first.day)
        return PageChange(from: past.money(first.close), to: price, for: reader, than: "since \(day)")
    }

    private static func verdict(
        _ state: ProductState,
        _ past: PricePast?,
        shown: ShownHistory,
        for reader: Reader
    ) -> Verdict {
        if case .before = shown { return .ofTheNewest }
        return Verdict(DealVerdict(state, past: past, at: reader.now), for: reader)
    }

    private static func ruleState(_ subscription: Subscription, _ state: ProductState, usual: Usual) -> String? {
        let standing = StandingWords(subscription, rearmAfter: usual.rearmAfter).state
        let parts = [state.present(for: subscription.rule), standing].compactMap { words in
            words.map { ProductWords.stopped(ProductWords.capital($0)) }
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private static func details(_ found: FollowedDetail, usual: Usual, for reader: Reader) -> [PageFact] {
        let (product, subscription, state) = (found.product, found.subscription, found.product.state)
        let isChecked = product.activeFollowers > 0
        let next = product.nextCheckAt > reader.now ? reader.brief(product.nextCheckAt) : "as soon as its shop allows"
        let last = state.lastCheckAt.map { "\(reader.brief($0)) (\(reader.age(of: $0)))" }
        let channels = subscription.channels.map(ChannelWords.name).joined(separator: ", ")
        let source = state.interfaceName.map { "the interface “\($0)”" } ?? "its page"
        let pin = ForeignText.line(product.selection.text, limit: Selection.maximumLength)
        let facts: [(String, String?)] = [
            ("Checked every", PaceWords.text(product, usual: usual.interval, promise: usual.promise)),
            ("Told at worst after", isChecked ? usual.promise.map { DurationWords.text($0.bound) } : nil),
            ("Last checked", last ?? "not yet"),
            ("Next check", isChecked ? next : "none while it is paused"),
            ("Read from", state.lastReadAt == nil ? nil : source),
            ("Price meant", pin.isEmpty ? nil : pin),
            ("List price", state.listPrice.map(reader.money)),
            ("Lowest since it is tracked here", state.lowestPrice.map(reader.money)),
            ("Told over", channels.isEmpty ? "every way that is set up" : channels),
            ("Then not again for", subscription.coolDown.map { DurationWords.text($0) }),
            ("In the digest", subscription.isInDigest ? "yes" : nil),
            ("You track it since", reader.day(subscription.createdAt)),
        ]
        return facts.compactMap { fact in fact.1.map { PageFact(name: fact.0, value: $0) } }
    }
}

extension ProductView.Problem {
    /// What somebody should look at; nil for nothing.
    init?(_ state: ProductState, for reader: Reader) {
        if state.isGone {
            self.init(
                tone: .bad,
                title: "It is gone from the shop.",
                text: "The page says that the product is no more. It is looked at now and then, in case it comes back."
            )
        } else if let problem = ProductWords.problem(state, for: reader) {
            self.init(
                tone: state.brokenSince == nil ? .warn : .bad,
                title: state.brokenSince == nil ? "The last look gave no price." : "The page cannot be read.",
                text: "\(problem) It is looked at on, less and less often."
            )
        } else if let held = state.quarantine {
            self.init(tone: .warn, title: "A change is being confirmed.", text: Self.text(held, for: reader))
        } else {
            return nil
        }
    }

    private static func text(_ held: Quarantine, for reader: Reader) -> String {
        let what =
            switch held.claim {
            case .offer(let offer): "\(reader.money(offer.price)), \(offer.availability.words)"
            case .unpriced(let availability): "no price, \(availability.words)"
            case .gone: "that the product is no more"
            }
        let doubt = held.isImplausible ? " That is unusually low." : ""
        let count = "\(held.agreements) of \(CountedNoun.text(held.needed, "further look"))"
        return "The page showed since \(reader.brief(held.firstSeenAt)): \(what).\(doubt) \(count) agreed so far."
    }
}

extension ProductView.Reading {
    init(_ row: PricePoint, found origins: PriceOrigins, for reader: Reader) {
        self.init(
            at: row.observedAt.description,
            date: reader.minute(row.observedAt),
            price: reader.money(row.price),
            listPrice: row.listPrice.map(reader.money) ?? "",
            stock: row.availability == .unknown ? "" : row.availability.words,
            evidence: row.isCarriedForward
                ? "carried over from the day before" : origins.source(at: row.observedAt) ?? ""
        )
    }
}

extension ProductView.Day {
    init(_ day: DailyPrices, for reader: Reader) {
        self.init(
            date: Reader.utcDay(day.day),
            price: reader.money(day.close),
            lowest: reader.money(day.low),
            highest: reader.money(day.high)
        )
    }
}

extension ProductView.Told {
    init(_ alert: Alert, for reader: Reader) {
        let moment = alert.acceptedAt ?? alert.createdAt
        self.init(
            tone: ToldWords.tone(alert.status),
            at: moment.description,
            date: reader.minute(moment),
            text: ToldWords.text(alert.facts, for: reader),
            how: "\(ToldWords.status(alert.status)) · \(ToldWords.how(alert, for: reader))"
        )
    }
}
