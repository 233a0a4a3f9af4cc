import SalesCore

/// What was read from a page, for people: the verdict, then every candidate with where it stands and what became of it.
enum ExtractionWords {
    /// More candidates are not listed.
    private static let maximumListed = 12

    static func lines(_ extraction: Extraction, terminal: Terminal) -> [String] {
        var lines = [verdict(extraction, terminal)]
        if let name = extraction.name { lines.append("  name          \(PlainText.safe(name))") }
        if let image = extraction.image { lines.append("  picture       \(PlainText.safe(image.absoluteString))") }
        if let offer = extraction.reading.offer {
            if let list = offer.listPrice { lines.append("  list price    \(MoneyFormat.text(list))") }
            lines.append("  availability  \(offer.availability.words)")
            lines.append("  source        \(PlainText.safe(offer.source))")
        }
        lines.append("  page          \(extraction.kind.rawValue.replacing("_", with: " "))")
        for note in extraction.notes { lines.append("  note          \(PlainText.safe(note))") }
        guard !extraction.candidates.isEmpty else { return lines }
        var table = Table([
            .init("PRICE", isNumeric: true), .init("KIND"), .init("SOURCE"),
            .init("WHERE", overflow: .cutBeginning), .init("SURE", isNumeric: true),
            .init("VERDICT", overflow: .wrap),
        ])
        for candidate in extraction.candidates.prefix(maximumListed) {
            table.add([
                candidate.money.map(MoneyFormat.text) ?? candidate.amount,
                candidate.kind.rawValue.replacing("_", with: " "),
                source(candidate.source),
                candidate.path,
                "\(candidate.confidence)",
                candidate.verdict,
            ])
        }
        lines.append("")
        lines += table.lines(width: terminal.width, style: { Style.dim($0, on: terminal) })
        if extraction.candidates.count > maximumListed {
            lines.append("… and \(extraction.candidates.count - maximumListed) more; --format json lists them all.")
        }
        return lines
    }

    private static func source(_ source: Candidate.Source) -> String {
        switch source {
        case .api: "interface"
        case .jsonLD: "JSON-LD"
        case .rdfa: "RDFa"
        case .embeddedState: "state"
        case .microdata, .meta, .pin, .text: source.rawValue
        }
    }

    private static func verdict(_ extraction: Extraction, _ terminal: Terminal) -> String {
        switch extraction.reading {
        case .offer(let offer):
            Style.green("\(MoneyFormat.text(offer.price)) (\(offer.price.currency.code))", on: terminal)
        case .noPrice(let availability):
            Style.yellow(
                "No price on this page\(availability == .unknown ? "" : ": \(availability.words)")",
                on: terminal
            )
        case .ambiguous(let reason): Style.yellow("Ambiguous: \(PlainText.safe(reason))", on: terminal)
        case .blocked(let reason): Style.red("Blocked: \(PlainText.safe(reason))", on: terminal)
        case .gone(let reason): Style.red("Gone: \(PlainText.safe(reason))", on: terminal)
        case .failed(let reason): Style.red("Failed: \(PlainText.safe(reason))", on: terminal)
        }
    }
}
