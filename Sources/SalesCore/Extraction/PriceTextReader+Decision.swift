// Which of the values is the price.
extension PriceTextReader {
    /// All values and the decision over them.
    func reading() -> PriceTextReading {
        let found = values()
        let values = found.map(\.value)
        guard !values.isEmpty else { return .none }
        return PriceTextReading(outcome: outcome(of: found), values: values)
    }

    private func outcome(of found: [(place: Int, value: PriceTextValue)]) -> PriceTextReading.Outcome {
        let payable = found.filter { $0.value.kind != .shipping && $0.value.kind != .other }
        let stated = payable.filter { $0.value.kind == .current && $0.value.isKindStated }
        let plain = payable.filter { $0.value.kind == .current && !$0.value.isKindStated }
        let bounds = payable.filter { $0.value.kind == .from || $0.value.kind == .upTo }
        let rest = payable.filter { [.list, .unit, .instalment, .member, .variant].contains($0.value.kind) }
        if !stated.isEmpty || !plain.isEmpty {
            return decide(among: (stated + plain + bounds).sorted { $0.place < $1.place })
        }
        if !bounds.isEmpty { return decide(among: bounds) }
        // Alone, a list or unit price is the price that the text states.
        return rest.isEmpty ? .none : decide(among: rest)
    }

    private func decide(among found: [(place: Int, value: PriceTextValue)]) -> PriceTextReading.Outcome {
        let distinct = Self.distinct(found)
        guard let first = distinct.first else { return .none }
        if distinct.count == 1 {
            if let doubt = first.value.doubt { return .ambiguous([first.value], reason: doubt) }
            if first.value.readings.count > 1 {
                return .ambiguous([first.value], reason: "the separator may group digits or start the fraction")
            }
            return .price(first.value)
        }
        if distinct.count == 2, let range = range(first, distinct[1]) { return range }
        if let hinted = hints.currency {
            let own = distinct.filter { $0.value.currency == hinted }
            if own.count == 1, distinct.allSatisfy({ $0.value.currency != nil }) { return decide(among: own) }
        }
        return .ambiguous(distinct.map(\.value), reason: "several prices stand there, and no word says which is paid")
    }

    private func range(
        _ one: (place: Int, value: PriceTextValue),
        _ other: (place: Int, value: PriceTextValue)
    ) -> PriceTextReading.Outcome? {
        let isLinked = ranges[one.place] == other.place
        let isBounded = one.value.kind == .from && other.value.kind == .upTo
        guard isLinked || isBounded, one.value.isCertain, other.value.isCertain,
            one.value.currency == other.value.currency, Self.isLess(one.value.amount, other.value.amount)
        else { return nil }
        return .range(low: one.value, high: other.value)
    }

    /// The values without those that say the same amount again.
    private static func distinct(
        _ found: [(place: Int, value: PriceTextValue)]
    ) -> [(place: Int, value: PriceTextValue)] {
        var kept: [(place: Int, value: PriceTextValue)] = []
        for item in found {
            let known = kept.firstIndex { other in
                let one = other.value.currency, two = item.value.currency
                return (one == nil || two == nil || one == two)
                    && other.value.readings.map(trimmed) == item.value.readings.map(trimmed)
            }
            if let known {
                if kept[known].value.currency == nil, item.value.currency != nil { kept[known] = item }
            } else {
                kept.append(item)
            }
        }
        return kept
    }

    private static func trimmed(_ amount: String) -> Substring {
        guard amount.contains(".") else { return Substring(amount) }
        var digits = Substring(amount)
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return digits
    }

    /// Whether a plain decimal string is below another, whatever their lengths.
    private static func isLess(_ one: String, _ other: String) -> Bool {
        let left = one.split(separator: ".", maxSplits: 1), right = other.split(separator: ".", maxSplits: 1)
        guard let low = left.first, let high = right.first else { return false }
        if low.utf8.count != high.utf8.count { return low.utf8.count < high.utf8.count }
        if low != high { return low < high }
        let fractions = [left, right].map { $0.count == 2 ? trimmed("0." + $0[1]) : "0" }
        return fractions[0] < fractions[1]
    }
}
