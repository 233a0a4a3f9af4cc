extension Tracker {
    /// What an alert tells as it is at present; nil where it is not true any more.
    ///
    /// A store that fails objects to nothing, because a missed sale is worse than a late word.
    func present(_ alert: Alert) async -> Alert.Facts? {
        let product: Product?
        do {
            product = try await store.product(alert.productID)
        } catch {
            return alert.facts
        }
        return product.flatMap { alert.facts.present($0.state) }
    }
}

extension Alert.Facts {
    /// The facts as a product is now; nil where they are not true any more.
    func present(_ state: ProductState) -> Alert.Facts? {
        guard isTrue(of: state) else { return nil }
        var facts = self
        switch kind {
        case .drop, .standing, .changed, .backInStock:
            guard state.price != nil else { return facts }
            facts.change.after.price = state.price
            facts.change.after.listPrice = state.listPrice
            facts.change.after.availability = state.availability
            facts.nameWhatItFellFrom()
        case .soldOut, .gone, .currencyChanged, .broken, .worksAgain: break
        }
        return facts
    }

    /// A price that rose again to where it was has fallen from what it was when the person asked, if from anything.
    private mutating func nameWhatItFellFrom() {
        guard kind == .drop, let price = change.after.price, let before = change.before.price,
            !price.isLess(than: before)
        else { return }
        change.before.price = reference.flatMap { price.isLess(than: $0) ? $0 : nil }
    }

    /// Whether a limit that the person named is met at present: a price that rose again and is still below it is what
    /// they asked for, and a rule that counts as told would not say so later.
    private func isMet(by state: ProductState) -> Bool {
        let scene = RuleScene(
            standingAt: state.confirmed,
            history: .none,
            memory: RuleMemory(reference: reference),
            policy: RuleDecider.Policy()
        )
        return rule.alternatives.contains { alternative in
            alternative.contains { $0.threshold(from: reference) != nil } && scene.holds(alternative)
        }
    }

    /// Whether a price that rose again is still a drop to who asked for any.
    private func isStillLower(_ price: Money) -> Bool {
        guard kind == .drop, rule.alternatives.contains([.drop]), let before = change.before.price else { return false }
        return price.isLess(than: before)
    }

    private func isTrue(of state: ProductState) -> Bool {
        switch kind {
        case .broken: return state.brokenSince != nil
        case .worksAgain: return state.brokenSince == nil
        case .gone: return state.isGone
        case .drop, .standing:
            guard !state.isGone, let price = state.price, let told = change.after.price else { return false }
            return price.compare(to: told).map { $0 <= 0 } ?? false || isStillLower(price) || isMet(by: state)
        case .changed:
            guard !state.isGone, let price = state.price else { return false }
            return price != (toldBefore ?? change.before.price)
        case .backInStock: return !state.isGone && state.availability.canBeOrdered != false
        case .soldOut: return state.isGone || state.availability.canBeOrdered != true
        case .currencyChanged: return !state.isGone && state.price?.currency == change.after.price?.currency
        }
    }
}
