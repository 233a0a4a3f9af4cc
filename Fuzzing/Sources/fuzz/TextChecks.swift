import Foundation

@testable import SalesCore
@testable import SalesCurl

/// What must hold of readers of short texts.
enum TextChecks {
    private static let currencies: [Currency?] =
        [nil] + ["EUR", "USD", "JPY", "KWD", "INR", "CLP"].map { Currency(code: $0) }

    /// The first byte chooses the hints, the rest is the text.
    static func price(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        let currency = currencies[Int(choice & 15) % currencies.count]
        let separators: [DecimalSeparator?] = [nil, nil, .point, .comma]
        let hints = PriceTextHints(currency: currency, decimalSeparator: separators[Int(choice >> 6)])
        let reading = PriceText.read(text, hints: hints)
        precondition(reading.values.count <= PriceText.maximumValues, "more prices than the limit")
        for value in reading.values {
            precondition(!value.readings.isEmpty && value.readings.allSatisfy(isAmount), "an amount that is no number")
            if let money = value.money { precondition(money.minorUnits >= 0, "a negative price") }
        }
        _ = PriceText.currency(in: text, hints: hints)
        if let found = MachinePrice.read(text, currency: currency, hints: hints) {
            precondition(!found.readings.isEmpty && found.readings.allSatisfy(isAmount), "an amount that is no number")
        }
        for digits in 0...4 {
            guard let units = DecimalText.minorUnits(of: text, fractionDigits: digits) else { continue }
            let written = DecimalText.text(of: units, fractionDigits: digits)
            precondition(DecimalText.minorUnits(of: written, fractionDigits: digits) == units, "not its own text")
        }
    }

    private static func isAmount(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
            }
    }

    /// As it is, and relative to another.
    static func url(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let base = try? PageURL("https://shop.example/a/b?c=d")
        for url in [try? PageURL(text), try? base?.resolving(text)] {
            guard let url else { continue }
            precondition((try? PageURL(url.absoluteString)) == url, "\(url) is not its own normal form")
            precondition((1...65_535).contains(url.port), "a port that is none")
            precondition(url.absoluteString.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "not ASCII")
            // Where libcurl reads the host differently the fetch is refused; the address is what it connects to.
            guard CurlURL.agrees(with: url) else { preconditionFailure("libcurl reads \(url) differently") }
            let canonical = URL(string: url.absoluteString)
            precondition(canonical.flatMap { $0.host(percentEncoded: true) } == bareHost(url), "Foundation: \(url)")
        }
    }

    private static func bareHost(_ url: PageURL) -> String {
        url.host.hasPrefix("[") ? String(url.host.dropFirst().dropLast()) : url.host
    }

    /// The first line is the path that is asked about, the rest the file.
    static func robots(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
        let path = "/" + String(decoding: parts.first ?? [], as: UTF8.self)
        let text = String(decoding: parts.dropFirst().first ?? [], as: UTF8.self)
        let record = RobotsRecord(status: 200, body: Array(text.utf8), fetchedAt: Timestamp(milliseconds: 0))
        for agent in ["SalesTracker/0.1", ""] {
            let rules = RobotsRules(record, agent: agent)
            precondition(rules.verdict(onPath: "/robots.txt") == .allowed, "robots.txt itself")
            _ = rules.verdict(onPath: path)
        }
    }

    /// A wait is never negative and never beyond its limit.
    static func dates(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let now = Timestamp(milliseconds: 1_795_478_400_000)
        if let wait = RetryAfter.wait(field: text, at: now) {
            precondition(wait >= .zero && wait <= RetryAfter.longest, "a wait of \(wait)")
        }
        _ = HTTPDate.moment(text)
        if let moment = Timestamp(iso8601: text) {
            precondition(Timestamp(iso8601: moment.description) == moment, "\(moment) is not read again")
        }
    }
}
