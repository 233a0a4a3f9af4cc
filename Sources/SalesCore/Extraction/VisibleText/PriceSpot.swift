import SalesHTML

/// A place of the page where a price stands, with what speaks for it.
struct PriceSpot {
    /// The element that holds the price and nothing else.
    let place: Int
    /// The first piece of text in it.
    let run: Int
    let text: String
    let value: PriceTextValue
    /// The high end, where a range stands there.
    let upper: PriceTextValue?
    var kind: Candidate.Kind
    /// Why the amount is not certain although its digits can be read; nil where it is.
    var doubt: String?
    /// Whether an element close around it is named a price.
    var isNamed = false
    /// Whether only screen readers tell it.
    var isForScreenReaders = false
    /// The former price that the same text tells: "now £180.00, was £220.00".
    var former: PriceTextValue?
    /// Whether it belongs to another product, the cart, the header and the like.
    var isAside = false
    /// Whether the kind comes from a word that is also used for plain prices ("regular").
    var isSoftList = false
    /// Whether it stands in one of many cards alike.
    var isInGrid = false
    /// Whether it is struck through, or plainly the price before a sale: never the price, whatever else is missing.
    var isStruck = false
    /// Whether what puts the product into the cart stands near.
    var isNearButton = false
    /// Whether the words beside it say that tax is to be added.
    var isBeforeTax = false
    var score = 0
    var reasons: [String] = []

    mutating func add(_ points: Int, _ reason: String) {
        guard points != 0 else { return }
        score += points
        reasons.append(reason)
    }
}

/// Finds the places where prices stand.
struct PriceSpotFinder {
    /// The most places that are kept.
    static let maximumSpots = 2_000
    /// The most pieces of text with a digit that are looked at.
    static let maximumExamined = 5_000
    /// The longest text that can be a price with its label, in bytes.
    static let longestText = 60
    /// A longer piece of text is a sentence; prices in sentences are not the product's label.
    static let longestRun = 160
    /// The longest text of a price whose digits stand in several elements, in bytes.
    static let longestSplit = 30
    /// How many elements outwards a price may be put together from.
    static let maximumLevels = 8
    /// The most pieces that a price is made of.
    static let maximumPieces = 12

    let page: PageText
    let hints: PriceTextHints

    func spots() -> [PriceSpot] {
        var spots: [PriceSpot] = []
        var seen: Set<Int> = []
        var examined = 0
        var known: [String: PriceTextReading] = [:]
        for (index, run) in page.runs.enumerated() where spots.count < Self.maximumSpots {
            guard examined < Self.maximumExamined, run.text.utf8.count <= Self.longestRun, Self.hasDigit(run.text)
            else {
                continue
            }
            examined += 1
            guard let spot = spot(at: index, &known), seen.insert(spot.place).inserted else { continue }
            spots.append(spot)
        }
        return spots
    }

    /// The element around a piece of text that holds one price: the narrowest that tells amount, currency and meaning.
    ///
    /// Texts repeat in lists and menus, and next to their own wrapping: each is read once and kept in `known`.
    private func spot(at index: Int, _ known: inout [String: PriceTextReading]) -> PriceSpot? {
        var best: (place: Int, text: String, reading: PriceTextReading)?
        var last = 0..<0
        for place in page.tree.outwards(from: page.places[index]).prefix(Self.maximumLevels) {
            let span = page.span(of: place)
            if span == last { continue }
            last = span
            guard
                span.count <= Self.maximumPieces,
                page.length(of: place, limit: Self.longestText + 1) <= Self.longestText + 1
            else { break }
            let node = page.tree.elements[place].node
            let text = span.count == 1 ? page.runs[index].text : SplitPrice.text(of: node)
            let reading = known[text] ?? PriceText.read(text, hints: hints)
            known[text] = reading
            let count = reading.values.filter { $0.kind != .shipping }.count
            if count > 1 && best != nil { break }
            if count >= 1, best.map({ tellsMore(reading, text, than: $0.reading) }) ?? true {
                best = (place, text, reading)
            }
            if node.isNamed("body") { break }
        }
        guard let best else { return nil }
        return spot(index, best.place, best.text, best.reading)
    }

    /// Whether a wider element's text completes the price: its cents, its currency or its meaning.
    private func tellsMore(_ wide: PriceTextReading, _ text: String, than narrow: PriceTextReading) -> Bool {
        guard let new = wide.values.first, let old = narrow.values.first else { return false }
        if new.token != nil, old.token == nil { return true }
        if new.isKindStated, !old.isKindStated { return true }
        if case .range = wide.outcome { return true }
        return new.amount != old.amount && text.utf8.count <= Self.longestSplit
    }

    private func spot(_ index: Int, _ place: Int, _ text: String, _ reading: PriceTextReading) -> PriceSpot? {
        let value: PriceTextValue
        var upper: PriceTextValue?
        var doubt: String?
        switch reading.outcome {
        case .price(let price): value = price
        case .range(let low, let high):
            value = low
            upper = high
        case .ambiguous(let values, _):
            guard let first = values.first, values.count == 1 else { return nil }
            value = first
            doubt = first.doubt
        case .none: return nil
        }
        guard value.token != nil && !mayBeModelName(value, text) || isNamedAsPrice(place) else { return nil }
        return PriceSpot(
            place: place,
            run: index,
            text: CleanText.line(text, limit: 120),
            value: value,
            upper: upper,
            kind: upper == nil ? value.kind : .from,
            doubt: doubt,
            isForScreenReaders: Hints.isForScreenReaders(page.words(at: page.places[index])),
            former: reading.values.first { $0.kind == .list && $0.isKindStated && $0.isCertain && $0 != value }
        )
    }

    /// Whether a sign of one or two letters beside a bare whole number may as well be a part of a name, on a page that
    /// nothing else ties to that currency: `EOS R5`, `DT 770 PRO`.
    private func mayBeModelName(_ value: PriceTextValue, _ text: String) -> Bool {
        guard let token = value.token, token.utf8.count <= 2, token.utf8.allSatisfy({ $0 | 0x20 >= 0x61 }) else {
            return false
        }
        let digits = text.unicodeScalars.dropFirst(value.range.lowerBound).prefix(value.range.count)
        guard digits.allSatisfy({ ScalarClass.digit($0) != nil }) else { return false }
        let local = [
            hints.currency, CurrencyConvention.currency(of: hints), hints.country.flatMap(CountryCurrency.currency),
        ]
        return !local.contains { $0.map(value.possibleCurrencies.contains) ?? false }
    }

    /// Whether the element or one close around it is named as a price: a number without a sign must be.
    private func isNamedAsPrice(_ place: Int) -> Bool {
        for around in page.tree.outwards(from: place).prefix(3) {
            if !page.words(at: around).isDisjoint(with: SpotWords.price) { return true }
        }
        return false
    }

    static func hasDigit(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            // Asking for a property takes a search in Unicode's tables, so not for ASCII.
            scalar.isASCII ? ("0"..."9").contains(scalar) : scalar.properties.numericType == .decimal
        }
    }
}
