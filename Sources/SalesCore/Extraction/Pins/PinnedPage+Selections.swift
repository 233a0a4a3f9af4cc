/// How a person names one of the prices that a page states, where they mean another than is taken or nothing tells.
extension PinnedPage {
    /// The same with a selection for each of the first candidates that a pin can name (``Candidate/selection``).
    ///
    /// A place on a page is not all of what was read there: prices are made of several pieces, or stand beside others
    /// in one text. Each pin is tried on the page, and only what gives the candidate's own price is kept.
    static func withSelections(_ extraction: Extraction, of page: PageContent) -> Extraction {
        // What stands on a wall or on a page that was cut off, no pin gives.
        guard ![.blocked, .failed].contains(extraction.reading.outcome), !extraction.candidates.isEmpty,
            let site = try? PinSite(page)
        else { return extraction }
        var result = extraction
        for index in result.candidates.indices.prefix(maximumTried) {
            let candidate = result.candidates[index]
            result.candidates[index].selection =
                pins(for: candidate, of: extraction).first { pin in
                    var fields = page.fields
                    fields.price = pin
                    let read = try? PinnedReader(site: site, fields: fields, usual: extraction).extraction()
                    return read?.reading.offer.map { $0.price == candidate.money } ?? false
                }?.selection
        }
        return result
    }

    /// The most candidates that are given a selection.
    static let maximumTried = 20

    /// The pins that may name a candidate's place.
    private static func pins(for candidate: Candidate, of extraction: Extraction) -> [Pin] {
        // A pin says nothing of a currency that is not known.
        guard candidate.money != nil else { return [] }
        let texts: [String?] =
            switch candidate.source {
            case .text: ["css:\(candidate.path)"]
            case .jsonLD: ["json:\(candidate.path)", offerNumber(of: candidate, in: extraction).map { "offer:\($0)" }]
            case .meta: [metaName(in: candidate.path).map { "css:meta[property='\($0)'], meta[name='\($0)']" }]
            case .api, .microdata, .rdfa, .embeddedState, .pin: []
            }
        return texts.compactMap { $0.flatMap { try? Pin($0) } }
    }

    /// The place of the offer of a path `$.offers[2].price` or `$.offers.price`, counted from 1, where each one before
    /// it states a price too: only then are places in the data those of the offers that are read.
    ///
    /// A whole offer comes with its own currency, which a value alone does not.
    private static func offerNumber(of candidate: Candidate, in extraction: Extraction) -> Int? {
        guard let index = offerIndex(in: candidate.path) else { return nil }
        let known = Set(extraction.candidates.filter { $0.source == .jsonLD }.compactMap { offerIndex(in: $0.path) })
        return (0...index).allSatisfy(known.contains) ? index + 1 : nil
    }

    private static func offerIndex(in path: String) -> Int? {
        path.wholeMatch(of: /\$\.offers(?:\[([0-9]{1,3})\])?\.(?:price|lowPrice)/).map { match in
            match.output.1.flatMap { Int($0) } ?? 0
        }
    }

    /// The name of a path `meta[product:price:amount]`, of letters that mean nothing else in a selector.
    private static func metaName(in path: String) -> Substring? {
        path.wholeMatch(of: /meta\[([a-zA-Z0-9:._\-]+)\]/).map(\.output.1)
    }
}
