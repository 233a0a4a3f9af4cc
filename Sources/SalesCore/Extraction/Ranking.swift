/// Decides which of a page's claims is its price, and says of each why it won or lost.
///
/// The rule: claims of one amount support each other, each source counting once with its best claim; the amount with
/// the most support wins. Where two amounts have about the same support, nothing is guessed.
struct Ranking {
    /// What was decided.
    enum Decision {
        /// One price, with its place among the candidates.
        case price(Candidate)
        /// One amount, the currency of which cannot be told.
        case withoutCurrency(Candidate, possible: [Currency])
        /// Amounts that cannot be told apart.
        case undecided([Candidate])
        case none
    }

    /// A second amount with this share of the winner's support, in percent, leaves the price undecided.
    static let tie = 96
    /// The least support that makes a price.
    static let threshold = VisiblePrices.threshold

    private(set) var decision: Decision = .none
    /// The list price beside the price, in the same currency and higher.
    private(set) var list: Candidate?
    /// All claims as candidates, the one taken first.
    private(set) var candidates: [Candidate] = []
    /// What else is worth saying.
    private(set) var notes: [String] = []

    /// One amount with the claims that state it.
    private struct Group {
        let key: String
        var claims: [Int] = []
        var support = 0
    }

    private var claims: [PriceClaim]
    /// The claims whose currency is assumed.
    private var assumed: Set<Int> = []
    private let currencies: CurrencyEvidence

    init(_ claims: [PriceClaim], currencies: CurrencyEvidence) {
        self.claims = claims
        self.currencies = currencies
        settleReadings()
        settleCurrencies()
        let groups = groups()
        decide(groups)
    }

    // MARK: Preparation

    /// Takes, of several meanings of a claim's digits, the one that another claim states for certain.
    private mutating func settleReadings() {
        var certain: [String: Int] = [:]
        for claim in claims where claim.readings.count == 1 { certain[DecimalOrder.key(claim.amount), default: 0] += 1 }
        for index in claims.indices where claims[index].readings.count > 1 {
            let known = claims[index].readings.filter { certain[DecimalOrder.key($0)] != nil }
            guard known.count == 1, let amount = known.first else { continue }
            claims[index].readings = [amount]
        }
    }

    private mutating func settleCurrencies() {
        let stated = Set(claims.filter { $0.source != .text }.compactMap(\.currency))
        for index in claims.indices where claims[index].currency == nil && claims[index].unknownCurrency == nil {
            let possible = claims[index].possibleCurrencies
            if stated.count == 1, let only = stated.first, possible.isEmpty || possible.contains(only) {
                claims[index].currency = only
            } else if possible.isEmpty {
                claims[index].currency = currencies.fallback?.currency
            } else {
                let choice = currencies.choose(among: possible)
                claims[index].currency = choice?.currency
                if choice?.isAssumed ?? false { assumed.insert(index) }
            }
        }
    }

    private func groups() -> [Group] {
        var groups: [Group] = []
        var places: [String: Int] = [:]
        for (index, claim) in claims.enumerated() where claim.kind == .current || claim.kind == .from {
            guard !DecimalOrder.isZero(claim.amount) || claim.source == .api else { continue }
            let key = DecimalOrder.key(claim.amount)
            if let place = places[key] {
                groups[place].claims.append(index)
            } else {
                places[key] = groups.count
                groups.append(Group(key: key, claims: [index]))
            }
        }
        for index in groups.indices {
            var best: [Candidate.Source: Int] = [:]
            for claim in groups[index].claims.map({ claims[$0] }) {
                best[claim.source] = max(best[claim.source] ?? 0, claim.confidence - (claim.kind == .from ? 5 : 0))
            }
            groups[index].support = best.values.reduce(0, +)
        }
        return groups.enumerated().sorted { left, right in
            left.element.support != right.element.support
                ? left.element.support > right.element.support : left.offset < right.offset
        }.map(\.element)
    }

    // MARK: Decision

    private mutating func decide(_ groups: [Group]) {
        guard let winner = groups.first, winner.support >= Self.threshold, let index = winner.claims.first else {
            return finish(taken: nil, verdicts: [:])
        }
        let rival = groups.dropFirst().first { $0.support * 100 >= winner.support * Self.tie }
        if let rival, let other = rival.claims.first {
            finish(taken: nil, verdicts: [index: "as well supported as \(claims[other].amount)"])
            decision = .undecided([index, other].map { candidate($0, verdict: "cannot be told from the other") })
            return
        }
        let best = winner.claims.max { claims[$0].confidence < claims[$1].confidence } ?? index
        if claims[best].currency == nil, let known = winner.claims.compactMap({ claims[$0].currency }).first {
            claims[best].currency = known
        }
        if claims[best].readings.count > 1 {
            decision = .undecided(
                claims[best].readings.prefix(2).map { amount in
                    var reading = candidate(best, verdict: "the digits have two meanings")
                    reading.amount = amount
                    return reading
                }
            )
            return finish(taken: nil, verdicts: [best: "the digits have two meanings"])
        }
        let sources = Set(winner.claims.map { claims[$0].source })
        let taken = candidate(best, verdict: verdict(sources))
        decision =
            taken.money != nil ? .price(taken) : .withoutCurrency(taken, possible: claims[best].possibleCurrencies)
        list = listPrice(above: taken)
        if assumed.contains(best), let code = taken.money?.currency.code {
            notes.append(
                "The currency is taken to be \(code): the sign has other meanings, and the page names no country."
            )
        }
        if let second = groups.dropFirst().first, let other = second.claims.first, claims[other].source != .text {
            notes.append("\(Self.name(claims[other].source)) states \(claims[other].amount) instead.")
        }
        finish(taken: best, verdicts: [best: taken.verdict])
    }

    private func verdict(_ sources: Set<Candidate.Source>) -> String {
        let names = Candidate.Source.allCases.filter(sources.contains).map(Self.name)
        return sources.count > 1 ? "taken: \(names.joined(separator: ", ")) agree" : "taken: best supported"
    }

    private func listPrice(above price: Candidate) -> Candidate? {
        var best: (index: Int, confidence: Int)?
        for (index, claim) in claims.enumerated() where claim.kind == .list && claim.readings.count == 1 {
            guard claim.currency == price.money?.currency, DecimalOrder.isLess(price.amount, claim.amount),
                isPlausible(claim.amount, above: price.amount), claim.confidence > best?.confidence ?? 0
            else { continue }
            best = (index, claim.confidence)
        }
        return best.map { candidate($0.index, verdict: "the list price") }
    }

    /// Whether a list price is not absurdly far above the price: at most one digit longer.
    private func isPlausible(_ list: String, above price: String) -> Bool {
        let length = { (text: String) in DecimalOrder.key(text).prefix { $0 != "." }.count }
        return length(list) <= length(price) + 1
    }

    // MARK: Candidates

    private mutating func finish(taken: Int?, verdicts: [Int: String]) {
        var order = Array(claims.indices)
        if let taken { order.removeAll { $0 == taken } }
        order.sort {
            claims[$0].confidence != claims[$1].confidence ? claims[$0].confidence > claims[$1].confidence : $0 < $1
        }
        if let taken { order.insert(taken, at: 0) }
        let winner = taken.map { DecimalOrder.key(claims[$0].amount) }
        candidates = order.prefix(Extraction.maximumCandidates).map { index in
            candidate(index, verdict: verdicts[index] ?? losing(claims[index], winner: winner))
        }
    }

    private func losing(_ claim: PriceClaim, winner: String?) -> String {
        let why = claim.reason.isEmpty ? "" : " (\(claim.reason))"
        if DecimalOrder.key(claim.amount) == winner, claim.kind == .current { return "agrees" + why }
        switch claim.kind {
        case .current: return "less support" + why
        case .list: return "a list price" + why
        case .other: return "belongs to something else" + why
        case .variant: return "another variant" + why
        default: return "a price of kind \(claim.kind.rawValue)" + why
        }
    }

    private func candidate(_ index: Int, verdict: String) -> Candidate {
        let claim = claims[index]
        let money =
            claim.readings.count == 1 ? claim.currency.flatMap { Money(decimal: claim.amount, currency: $0) } : nil
        return Candidate(
            money: money,
            amount: claim.amount,
            kind: claim.kind,
            source: claim.source,
            path: claim.path,
            text: claim.text,
            confidence: claim.confidence,
            verdict: verdict
        )
    }

    static func name(_ source: Candidate.Source) -> String {
        switch source {
        case .api: "the interface"
        case .jsonLD: "JSON-LD"
        case .microdata: "microdata"
        case .rdfa: "RDFa"
        case .meta: "meta tags"
        case .embeddedState: "embedded state"
        case .pin: "the pin"
        case .text: "visible text"
        }
    }
}
