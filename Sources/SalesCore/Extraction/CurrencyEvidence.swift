/// What a page tells of its currency, from the strongest evidence to the weakest.
struct CurrencyEvidence: Sendable {
    /// The currency that the page's meta tags, structured data or scripts name, and how.
    private(set) var declared: (currency: Currency, evidence: String)?
    /// The country that the address, locale or language name, ISO 3166-1 alpha-2.
    private(set) var country: String?
    /// The page's language tag.
    private(set) var language: String?

    init(survey: PageSurvey, page: PageContent) {
        language = survey.language ?? page.contentLanguage.map { String($0.prefix { $0 != "," }) }
        declared = Self.declaration(in: survey)
        country = Self.country(survey: survey, page: page, language: language)
    }

    /// Takes the currencies that stand with prices in structured data: one for all of them is the page's.
    mutating func take(_ stated: Set<Currency>) {
        guard declared == nil, stated.count == 1, let currency = stated.first else { return }
        declared = (currency, "the page's structured data")
    }

    /// Made of parts, for tests.
    init(declared: Currency? = nil, country: String? = nil, language: String? = nil) {
        self.declared = declared.map { ($0, "the page") }
        self.country = country
        self.language = language
    }

    /// The hints with which the page's price texts are read.
    var hints: PriceTextHints {
        PriceTextHints(currency: declared?.currency, language: language, country: country)
    }

    /// The currency of an amount that stands without any: what the page declares, else what its country pays with.
    var fallback: (currency: Currency, evidence: String)? {
        if let declared { return declared }
        guard let country, let currency = CountryCurrency.currency(of: country) else { return nil }
        return (currency, "the page's country, \(country)")
    }

    /// The currency that a sign with several meanings has on this page; nil where nothing tells.
    ///
    /// A bare `$` on a page that names no country at all, in English or no language, is the US dollar: the address has a
    /// generic domain, and everywhere else shops say whose dollar they mean. On a page of any other country it is not.
    func choose(among possible: [Currency]) -> (currency: Currency, evidence: String)? {
        if let fallback, possible.contains(fallback.currency) { return fallback }
        guard country == nil, declared == nil, language.map({ $0.lowercased().hasPrefix("en") }) ?? true,
            let dollar = possible.first(where: { $0.code == "USD" })
        else { return nil }
        return (dollar, "no country other than the US is named")
    }

    /// The active currency that a code, an old code or a sign means.
    static func currency(named text: String) -> Currency? {
        let trimmed = CleanText.line(text, limit: 20)
        if let currency = Currency(code: trimmed) { return currency }
        if let current = formerCodes[trimmed.uppercased()] { return Currency(code: current) }
        return PriceText.currency(in: trimmed)
    }

    /// Codes that shops still write for a currency that has another one now, at the same value.
    private static let formerCodes = [
        "RUR": "RUB", "UAN": "UAH", "GRN": "UAH", "BYR": "BYN", "TRL": "TRY", "RMB": "CNY", "NTD": "TWD", "EURO": "EUR",
        "YTL": "TRY", "PLZ": "PLN", "GBR": "GBP", "UKP": "GBP", "TL": "TRY",
    ]

    private static func declaration(in survey: PageSurvey) -> (Currency, String)? {
        for name in [
            "product:price:currency", "og:price:currency", "product:sale_price:currency", "pricecurrency", "currency",
        ] {
            guard let text = survey.meta(name), let currency = currency(named: text) else { continue }
            return (currency, "the meta tag \(name)")
        }
        let stated = Set(survey.statedCurrencies.compactMap { currency(named: $0) })
        if stated.count == 1, let currency = stated.first { return (currency, "the page's structured data") }
        return nil
    }

    private static func country(survey: PageSurvey, page: PageContent, language: String?) -> String? {
        let address = page.url
        if let country = address.flatMap({ pathCountry($0.path) }) { return country }
        if let country = address.flatMap({ domainCountry($0.host) }) { return country }
        let locales = [survey.meta("og:locale"), language, survey.meta("content-language")]
        let regions = locales.compactMap { $0.flatMap(region) }
        // Themes leave en_US in place all over the world: another region on the same page wins over it.
        return regions.first { $0 != "US" } ?? regions.first
    }

    /// The region of a language tag: `GB` of `en-GB` or `en_GB`.
    static func region(of tag: String) -> String? {
        let parts = tag.prefix(35).split { $0 == "-" || $0 == "_" }
        guard let region = parts.dropFirst().first(where: { $0.utf8.count == 2 })?.uppercased() else { return nil }
        return CountryCurrency.isCountry(region) ? region : nil
    }

    /// The country of a domain: `GB` of `shop.example.co.uk`; nil for `.com`, and for domains sold as words (`.tv`, `.io`).
    static func domainCountry(_ host: String) -> String? {
        guard let last = host.split(separator: ".").last, last.utf8.count == 2 else { return nil }
        let code = last.uppercased() == "UK" ? "GB" : last.uppercased()
        if last == "eu" { return "EU" }
        return CountryCurrency.isCountry(code) && !wordDomains.contains(code) ? code : nil
    }

    /// The country of a path such as `/en-gb/…`, `/de_AT/…` or `/ie/en/…`.
    static func pathCountry(_ path: String) -> String? {
        let parts = path.split(separator: "/").prefix(2).map { $0.lowercased() }
        guard let first = parts.first else { return nil }
        if first.utf8.count == 5, first.contains(where: { $0 == "-" || $0 == "_" }) {
            let halves = first.split { $0 == "-" || $0 == "_" }.map(String.init)
            guard halves.count == 2, halves.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
            let regions = [halves[1], halves[0]].filter { CountryCurrency.isCountry($0.uppercased()) }
            return CountryCurrency.languages.contains(halves[0])
                ? regions.first?.uppercased() : regions.last?.uppercased()
        }
        guard first.utf8.count == 2, parts.count == 2, parts[1].utf8.count == 2 else { return nil }
        if CountryCurrency.languages.contains(parts[1]), CountryCurrency.isCountry(first.uppercased()) {
            return first.uppercased()
        }
        if CountryCurrency.languages.contains(first), CountryCurrency.isCountry(parts[1].uppercased()) {
            return parts[1].uppercased()
        }
        return nil
    }

    /// Country domains that shops everywhere buy for their letters.
    private static let wordDomains: Set<String> = [
        "TV", "IO", "CO", "ME", "AI", "FM", "CC", "LY", "GG", "TO", "WS", "IS", "AM",
    ]
}
