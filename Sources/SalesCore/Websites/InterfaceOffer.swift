/// A product as an interface states it, turned into the terms of extraction.
struct InterfaceOffer: Sendable {
    /// The adapter's title.
    var title: String
    var price: Money
    var listPrice: Money?
    var availability: Availability
    var name: String?
    var image: PageURL?
    /// Where in the answer the price stands.
    var path: String
    /// The price as it is written there.
    var text: String

    /// The extraction with the offer as its reading and the prices as candidates.
    var extraction: Extraction {
        let list = listPrice.flatMap { price.isLess(than: $0) ? $0 : nil }
        let offer = Offer(
            price: price,
            listPrice: list,
            availability: availability,
            name: name,
            source: "the interface of \(title) \(path)"
        )
        var candidates = [candidate(price, kind: .current, path: path, text: text, verdict: "taken: the interface")]
        if let list {
            candidates.append(
                candidate(list, kind: .list, path: path, text: list.decimal, verdict: "the list price")
            )
        }
        return Extraction(
            reading: .offer(offer),
            kind: .product,
            name: name,
            image: image,
            availability: availability,
            candidates: candidates
        )
    }

    private func candidate(_ money: Money, kind: Candidate.Kind, path: String, text: String, verdict: String)
        -> Candidate
    {
        Candidate(
            money: money,
            amount: money.decimal,
            kind: kind,
            source: .api,
            path: path,
            text: CleanText.line(text, limit: 120),
            confidence: PriceClaim.trust(in: .api),
            verdict: verdict
        )
    }
}

extension Extraction {
    /// An interface's answer that states no offer.
    static func without(_ reading: Reading, name: String?, availability: Availability = .unknown, note: String? = nil)
        -> Extraction
    {
        Extraction(
            reading: reading,
            kind: .product,
            name: name,
            availability: availability,
            notes: [note].compactMap { $0 }
        )
    }
}

extension Money {
    /// An amount that is stated in hundredths whatever the currency, as some interfaces do; nil where the currency's
    /// unit cannot hold it exactly.
    init?(hundredths: Int64, currency: Currency) {
        switch currency.minorUnitDigits {
        case 2: self.init(minorUnits: hundredths, currency: currency)
        case 0 where hundredths % 100 == 0: self.init(minorUnits: hundredths / 100, currency: currency)
        case 3:
            let (units, overflow) = hundredths.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            self.init(minorUnits: units, currency: currency)
        default: return nil
        }
    }
}

extension LooseJSON {
    /// A whole number, written as a number or as digits in a text.
    var integer: Int64? { text.flatMap { Int64($0) } }

    /// A truth value.
    var truth: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The one value of an interface's body; nil where it is no JSON or was cut off.
    static func answer(_ body: [UInt8]) -> LooseJSON? {
        guard case .json = BodyKind(body) else { return nil }
        let reading = LooseJSONReader.reading(of: body)
        return reading.isWhole ? reading.documents.first : nil
    }
}

extension PageURL {
    /// The parts of the path between its slashes.
    var pathParts: [Substring] { path.split(separator: "/") }

    /// The first value of a query key, as it is written; nil where there is none.
    func queryValue(_ key: String) -> String? {
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == key, !parts[1].isEmpty { return String(parts[1]) }
        }
        return nil
    }

    /// Another path and query of the same origin; the caller guarantees both in normal form.
    func sibling(path: String, query: String? = nil) -> PageURL {
        PageURL(scheme: scheme, host: host, port: port, path: path, query: query)
    }
}
