/// The country that a page's address names.
///
/// Addresses have many words of two letters: `/hi-fi/`, `/4k-tv/`, `/my/account`. A country is read from a path or
/// subdomain only where it stands beside a language.
enum PageCountry {
    /// The country of an address, ISO 3166-1 alpha-2: by its domain, else its path, else its subdomain.
    static func country(of url: PageURL) -> String? {
        let domain = domainCountry(url.host)
        // The EU is many countries, of which the path may name one.
        if let domain, domain != "EU" { return domain }
        return pathCountry(url.path) ?? subdomain(url).flatMap { pair(String($0)) } ?? domain
    }

    /// The country of which the first part of the path, or the subdomain, is the code: of a code that is a language's too,
    /// only where the page is known to be in another.
    static func part(of url: PageURL, language: String?) -> String? {
        let spoken = language?.prefix { $0 != "-" && $0 != "_" }.lowercased()
        return parts(url).lazy.compactMap { part -> String? in
            let lowered = part.lowercased()
            guard let country = code(part), !words.contains(country) else { return nil }
            guard CountryCurrency.languages.contains(lowered) else { return country }
            return spoken == nil || spoken == lowered || languagesFirst.contains(lowered) ? nil : country
        }.first
    }

    /// Whether the first part of the path or a subdomain is some country's code, other than that of the US.
    static func mayBeElsewhere(_ url: PageURL) -> Bool {
        parts(url).contains { part in code(part).map { $0 != "US" && !words.contains($0) } ?? false }
    }

    private static func parts(_ url: PageURL) -> [Substring] {
        [url.path.split(separator: "/").first, subdomain(url)].compactMap { $0 }
    }

    private static func subdomain(_ url: PageURL) -> Substring? {
        let labels = url.host.split(separator: ".")
        return labels.count >= 3 ? labels.first : nil
    }

    /// The country of a domain: `GB` of `shop.example.co.uk`; nil for `.com`, and for domains sold as words (`.tv`, `.io`).
    static func domainCountry(_ host: String) -> String? {
        guard let last = host.split(separator: ".").last, last.utf8.count == 2 else { return nil }
        if last == "eu" { return "EU" }
        return code(last).flatMap { wordDomains.contains($0) ? nil : $0 }
    }

    /// The country of a path such as `/en-gb/…`, `/de_AT/…` or `/ie/en/…`.
    static func pathCountry(_ path: String) -> String? {
        let parts = path.split(separator: "/").prefix(2).map { $0.lowercased() }
        guard let first = parts.first else { return nil }
        if let country = pair(first) { return country }
        guard parts.count == 2, let country = country(first, parts[1]) else { return nil }
        // `/de/tv/` is a department in German.
        return words.contains(country) && country == code(parts[1]) ? nil : country
    }

    /// The country in `en-gb` or `gb_en`.
    private static func pair(_ text: String) -> String? {
        let halves = text.lowercased().split { $0 == "-" || $0 == "_" }.map(String.init)
        return text.utf8.count == 5 && halves.count == 2 ? country(halves[0], halves[1]) : nil
    }

    /// The country of a language and a country in either order; both of `ca-fr` can be either, but Catalan has no company
    /// of English or French.
    private static func country(_ first: String, _ second: String) -> String? {
        if first == "ca", ["en", "fr"].contains(second) { return "CA" }
        if CountryCurrency.languages.contains(first), let country = code(second) { return country }
        return CountryCurrency.languages.contains(second) ? code(first) : nil
    }

    private static func code(_ text: some StringProtocol) -> String? {
        let code = text.uppercased() == "UK" ? "GB" : text.uppercased()
        return code.utf8.count == 2 && CountryCurrency.isCountry(code) ? code : nil
    }

    /// Country domains that shops everywhere buy for their letters.
    private static let wordDomains: Set<String> = [
        "TV", "IO", "CO", "ME", "AI", "FM", "CC", "LY", "GG", "TO", "WS", "IS", "AM",
    ]
    /// Countries whose codes are words or abbreviations in addresses: `/tv/`, `/my/`, `/in/`, `/it/`.
    private static let words: Set<String> = wordDomains.union([
        "AS", "BY", "DO", "EC", "GP", "ID", "IN", "IT", "MS", "MY", "NO", "PR", "PS", "SO", "ST", "VC",
    ])
    /// Codes that in addresses are languages even where the page says that it is in another: Arabic is no Argentina.
    private static let languagesFirst: Set<String> = ["ar", "et", "sl", "sr", "sv"]
}
