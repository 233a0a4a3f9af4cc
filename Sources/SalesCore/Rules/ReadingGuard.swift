/// Decides whether a reading is believed: the glitch guard between a page and the history.
///
/// A reading that equals what is confirmed changes nothing. Any other is held back (``Quarantine``) until further
/// readings on new connections agree; a reading that disagrees begins anew, and one that shows the confirmed price
/// again throws the glitch away. Rises are held back like falls, because a believed wrong rise would turn the way
/// back into a false drop. Pure: no clock, no I/O.
public struct ReadingGuard: Hashable, Sendable {
    /// How many further readings must agree.
    public struct Policy: Hashable, Sendable {
        /// For any change of price, currency or availability, and for a product that is gone.
        public var confirmations: Int
        /// A reading sooner than this after the last one that agreed does not count.
        public var minimumGap: Duration
        /// After so many readings in a row that gave no answer, followers are told that the page cannot be read.
        public var failuresToTell: Int

        /// Two further readings, at least ten seconds apart, because pages show the same wrong price twice in a row; and
        /// six failures, unless given: half an hour at the default pace, which doubles its interval with each failure.
        public init(
            confirmations: Int = 2,
            minimumGap: Duration = .seconds(10),
            failuresToTell: Int = 6
        ) {
            self.confirmations = confirmations
            self.minimumGap = minimumGap
            self.failuresToTell = failuresToTell
        }
    }

    /// What a reading changes.
    public struct Judgement: Hashable, Sendable {
        /// The product's new state.
        public var state: ProductState
        /// The row to be added to `prices`.
        public var row: PricePoint?
        /// The confirmed change to be told from.
        public var event: PriceEvent.Change?

        /// Whether a reading waits for confirmation, so that the next check comes soon and on a new connection.
        public var needsConfirmation: Bool { state.quarantine != nil }
    }

    /// How many readings must agree.
    public var policy: Policy

    /// A guard.
    public init(policy: Policy = Policy()) {
        self.policy = policy
    }

    /// What a reading at a moment changes.
    ///
    /// A reading that is not newer than the last check changes nothing, so that a reading that arrives twice or late
    /// never counts twice.
    public func judge(_ reading: Reading, of product: ProductID, state old: ProductState, at time: Timestamp)
        -> Judgement
    {
        if let last = old.lastCheckAt, time <= last { return Judgement(state: old) }
        var state = old
        state.lastCheckAt = time
        state.outcome = reading.outcome
        state.reason = reading.reason
        guard let claim = Quarantine.Claim(reading) else {
            // "I don't know" neither confirms nor refutes: a held-back reading waits for a better look.
            state.consecutiveFailures = old.consecutiveFailures.addingSaturated(1)
            return troubled(state, at: time)
        }
        state.consecutiveFailures = 0
        if case .gone = claim { state.consecutiveFailures = old.consecutiveFailures.addingSaturated(1) }
        let seen = claim.side(after: old.confirmed)
        if old.isFirst { return accept(claim, seen, of: product, into: state, from: nil, at: time) }
        if seen.means(old.confirmed) {
            state.quarantine = nil
            return unchanged(claim, of: product, state: state, at: time)
        }
        let held = hold(claim, seen, in: old, at: time)
        state.quarantine = held
        // A page that shows something else each time is not read any better by asking it again at once.
        if let former = old.quarantine, held.firstSeenAt != former.firstSeenAt {
            state.consecutiveFailures = old.consecutiveFailures.addingSaturated(1)
        }
        guard held.agreements >= held.needed else {
            let row = openingRow(of: product, state: &state, at: time)
            return Judgement(state: state, row: row)
        }
        return accept(claim, seen, of: product, into: state, from: held, at: time)
    }

    /// Says once that the page cannot be read, when it could not many times in a row.
    private func troubled(_ old: ProductState, at time: Timestamp) -> Judgement {
        guard old.brokenSince == nil, old.consecutiveFailures >= policy.failuresToTell else {
            return Judgement(state: old)
        }
        var state = old
        state.brokenSince = time
        let began = PriceEvent.Trouble.began(failures: old.consecutiveFailures, reason: old.reason ?? "")
        return Judgement(state: state, event: PriceEvent.Change(state.confirmed, trouble: began, of: state, at: time))
    }

    private func hold(_ claim: Quarantine.Claim, _ seen: PriceEvent.Side, in old: ProductState, at time: Timestamp)
        -> Quarantine
    {
        if var held = old.quarantine, held.claim.side(after: old.confirmed).means(seen) {
            guard time - held.lastAgreedAt >= policy.minimumGap else { return held }
            held.agreements += 1
            held.lastAgreedAt = time
            held.claim = claim
            return held
        }
        let isSoon = old.lastCheckAt.map { time - $0 <= Self.shortly } ?? false
        return Quarantine(
            claim: claim,
            firstSeenAt: time,
            needed: policy.confirmations,
            isImplausible: Plausibility.isTooLow(claim.price, after: old.price),
            isUnsteady: old.quarantine != nil && isSoon
        )
    }

    /// A reading so long after another, or sooner, was made to confirm it.
    private static let shortly = Duration.seconds(30)

    private func unchanged(
        _ claim: Quarantine.Claim,
        of product: ProductID,
        state old: ProductState,
        at time: Timestamp
    )
        -> Judgement
    {
        var state = old
        if claim.price != nil { state.lastReadAt = time }
        if case .offer(let offer) = claim { state.listPrice = offer.listPrice }
        let row = claim.price == nil ? nil : openingRow(of: product, state: &state, at: time)
        let ended = state.endTrouble()
        let event = ended.map { PriceEvent.Change(state.confirmed, trouble: $0, of: state, at: time) }
        return Judgement(state: state, row: row, event: event)
    }

    private func accept(
        _ claim: Quarantine.Claim,
        _ seen: PriceEvent.Side,
        of product: ProductID,
        into old: ProductState,
        from held: Quarantine?,
        at time: Timestamp
    ) -> Judgement {
        var state = old
        let before = old.confirmed
        state.quarantine = nil
        state.availability = seen.availability
        state.isGone = seen.isGone
        var row: PricePoint?
        if case .offer(let offer) = claim {
            if state.price != offer.price { state.priceSince = held?.firstSeenAt ?? time }
            state.price = offer.price
            state.listPrice = offer.listPrice
            state.lastReadAt = time
            state.lastRowDay = time.utcDay
            state.origins.note(offer.source, at: time)
            if held?.isImplausible != true { state.noteLow(offer.price) }
            row = PricePoint(
                productID: product,
                observedAt: time,
                price: offer.price,
                listPrice: offer.listPrice,
                availability: seen.availability
            )
        }
        let ended = state.endTrouble()
        var event = ended.map { PriceEvent.Change(seen, trouble: $0, of: state, at: time) }
        if let held {
            event = PriceEvent.Change(
                before: before,
                after: seen,
                oldLastReadAt: min(old.lastReadAt ?? held.firstSeenAt, held.firstSeenAt),
                seenAt: held.firstSeenAt,
                confirmedAt: time,
                isUnusuallyLow: held.isImplausible,
                lowestBefore: old.lowestPrice,
                trouble: ended
            )
        }
        return Judgement(state: state, row: row, event: event)
    }

    /// The row that opens a day with the confirmed price, once a day.
    private func openingRow(of product: ProductID, state: inout ProductState, at time: Timestamp) -> PricePoint? {
        guard let price = state.price, let lastDay = state.lastRowDay, time.utcDay > lastDay else { return nil }
        state.lastRowDay = time.utcDay
        return PricePoint(
            productID: product,
            observedAt: time,
            price: price,
            listPrice: state.listPrice,
            availability: state.availability,
            isCarriedForward: true
        )
    }
}

extension ProductState {
    /// Whether nothing at all is confirmed yet.
    var isFirst: Bool { price == nil && availability == .unknown && !isGone && quarantine == nil }

    /// What is confirmed, as one side of a change.
    var confirmed: PriceEvent.Side {
        PriceEvent.Side(price: price, listPrice: listPrice, availability: availability, isGone: isGone)
    }
}

extension ProductState {
    /// Keeps a price that is lower than all before; the first of another currency begins anew.
    fileprivate mutating func noteLow(_ price: Money) {
        guard let low = lowestPrice, low.currency == price.currency, !price.isLess(than: low) else {
            lowestPrice = price
            return
        }
    }

    /// Ends the trouble that followers know of; nil where they know of none.
    fileprivate mutating func endTrouble() -> PriceEvent.Trouble? {
        defer { brokenSince = nil }
        return brokenSince.map(PriceEvent.Trouble.ended)
    }
}

extension PriceEvent.Change {
    /// Nothing changed but whether the page can be read.
    fileprivate init(_ side: PriceEvent.Side, trouble: PriceEvent.Trouble, of state: ProductState, at time: Timestamp) {
        self.init(
            before: side,
            after: side,
            oldLastReadAt: state.lastReadAt ?? time,
            seenAt: time,
            confirmedAt: time,
            lowestBefore: state.lowestPrice,
            trouble: trouble
        )
    }
}

extension PriceEvent.Side {
    /// Whether two sides are the same to a follower: price, availability and existence.
    func means(_ other: PriceEvent.Side) -> Bool {
        price == other.price && availability == other.availability && isGone == other.isGone
    }
}

extension Quarantine.Claim {
    /// What a reading claims to be true; nil for "I don't know".
    init?(_ reading: Reading) {
        switch reading {
        case .offer(let offer): self = .offer(offer)
        case .noPrice(let availability) where availability.canBeOrdered == false: self = .unpriced(availability)
        case .gone(let reason): self = .gone(reason: reason)
        case .noPrice, .ambiguous, .blocked, .failed: return nil
        }
    }

    /// The price that is claimed.
    var price: Money? {
        if case .offer(let offer) = self { offer.price } else { nil }
    }

    /// The side that would be true if the claim is believed; what the page does not say stays as it was.
    func side(after confirmed: PriceEvent.Side) -> PriceEvent.Side {
        switch self {
        case .offer(let offer):
            // A price on a page that says nothing of stock does not bring a sold-out product back.
            let availability = offer.availability == .unknown ? confirmed.availability : offer.availability
            return PriceEvent.Side(price: offer.price, listPrice: offer.listPrice, availability: availability)
        case .unpriced(let availability):
            return PriceEvent.Side(price: confirmed.price, listPrice: confirmed.listPrice, availability: availability)
        case .gone:
            return PriceEvent.Side(
                price: confirmed.price,
                listPrice: confirmed.listPrice,
                availability: confirmed.availability,
                isGone: true
            )
        }
    }
}

extension Int {
    /// The sum, or the largest Int where it does not fit.
    func addingSaturated(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
