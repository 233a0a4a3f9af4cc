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
    static let tie = 92
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
    struct Group {
        let key: String
        /// The currency that its claims state; nil where none does.
        var currency: Currency?
        var claims: [Int] = []
        var support = 0
    }

    private(set) var claims: [PriceClaim]
    /// The claims whose currency is assumed.
    private var assumed: Set<Int> = []
    private let currencies: CurrencyEvidence

    init(_ claims: [PriceClaim], currencies: CurrencyEvidence) {
        self.claims = claims
        self.currencies = currencies
        settleReadings()
        settleCurrencies()
        self.claims = Self.settingNetPricesAside(self.claims)
        let groups = groups()
        if let shown = newPrice(among: groups) ?? buyBoxPrice(among: groups) {
            decide([groups[shown]] + groups.indices.filter { $0 != shown }.map { groups[$0] }, isSettled: true)
        } else {
            decide(groups, isSettled: false)
        }
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
        for (index, claim) in claims.enumerated() where claim.kind == .current || claim.kind == .from {
            guard !DecimalOrder.isZero(claim.amount) || claim.source == .api else { continue }
            let key = DecimalOrder.key(claim.amount)
            let place = groups.firstIndex { group in
                group.key == key && (group.currency == nil || claim.currency == nil || group.currency == claim.currency)
            }
            if let place {
                groups[place].claims.append(index)
                groups[place].currency = groups[place].currency ?? claim.currency
            } else {
                groups.append(Group(key: key, currency: claim.currency, claims: [index]))
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

    /// - Parameter isSettled: Whether the first group is the price however well others are supported.
    private mutating func decide(_ groups: [Group], isSettled: Bool) {
        guard let winner = groups.first, winner.support >= Self.threshold, let index = winner.claims.first else {
            return finish(taken: nil, verdicts: [:])
        }
        if !isSettled, let rival = groups.dropFirst().first(where: { isRival($0, of: winner) }),
            let other = rival.claims.first
        {
            let also = candidate(other, verdict: "")
            finish(taken: nil, verdicts: [index: "as well supported as \(also.money?.description ?? also.amount)"])
            decision = .undecided([index, other].map { candidate($0, verdict: "cannot be told from the other") })
            return
        }
        let best = winner.claims.max { claims[$0].confidence < claims[$1].confidence } ?? index
        if let doubt = doubt(of: winner) {
            decision = .undecided([candidate(best, verdict: doubt)])
            return finish(taken: nil, verdicts: [best: doubt])
        }
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
        if let second = groups.dropFirst().first, let other = second.claims.first,
            claims[other].source != .text || second.support >= Self.threshold
        {
            let stated = claims[other].amount == taken.amount ? claims[other].currency?.code : nil
            let what = [stated, claims[other].amount].compactMap { $0 }.joined(separator: " ")
            notes.append("\(Self.name(claims[other].source)) states \(what) instead.")
        }
        finish(taken: best, verdicts: [best: taken.verdict])
    }

    /// Whether nothing decides between two groups: both have about the same support, or strong sources name two currencies
    /// for one number, of which at most one can be right.
    ///
    /// State of scripts is none of these: what counts visitors names one currency for all of them.
    private func isRival(_ group: Group, of winner: Group) -> Bool {
        if group.support * 100 >= winner.support * Self.tie { return true }
        return group.key == winner.key && group.support >= Self.threshold
            && group.claims.contains { claims[$0].source != .embeddedState }
    }

    private func verdict(_ sources: Set<Candidate.Source>) -> String {
        let names = Candidate.Source.allCases.filter(sources.contains).map(Self.name)
        return sources.count > 1 ? "taken: \(names.joined(separator: ", ")) agree" : "taken: best supported"
    }

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
}
