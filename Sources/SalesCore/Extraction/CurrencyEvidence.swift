/// What a page tells of its currency, from the strongest evidence to the weakest.
struct CurrencyEvidence: Sendable {
    /// The currency that the page's meta tags, structured data or scripts name, and how.
    private(set) var declared: (currency: Currency, evidence: String)?
    /// The country that the address, locale or language name, ISO 3166-1 alpha-2.
    private(set) var country: String?
    /// The page's language tag.
    private(set) var language: String?
    /// The country that a part of the address names by itself, as in `shop.com/au/`: enough to say which dollar `$` is, and
    /// no more, for parts of two letters have many meanings.
    private(set) var signCountry: String?
    /// Whether a part of the address may name a country other than the US: `shop.com/ca/` is Canada, or Catalan.
    private(set) var mayBeElsewhere = false

    init(survey: PageSurvey, page: PageContent) {
        language = survey.language ?? page.contentLanguage.map { String($0.prefix { $0 != "," }) }
        declared = Self.declaration(in: survey)
        takeAddress(page.url)
        guard country == nil else { return }
        country = Self.country(survey: survey, language: language)
        // What themes leave in place, it says less than the address does.
        if mayBeElsewhere, country == "US" {
            country = nil
            language = language.map { String($0.prefix { $0 != "-" && $0 != "_" }) }
        }
    }

    private mutating func takeAddress(_ address: PageURL?) {
        guard let address else { return }
        country = PageCountry.country(of: address)
        guard country == nil else { return }
        signCountry = PageCountry.part(of: address, language: language)
        mayBeElsewhere = PageCountry.mayBeElsewhere(address)
    }

    /// What an answer that is no page tells: its address alone.
    init(address: PageURL?) {
        takeAddress(address)
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
    /// A bare `$` on a page that names no country at all, in English or no language, is taken for the US dollar: the
    /// address has a generic domain, and everywhere else shops say whose dollar they mean. That is an assumption, which
    /// whoever takes it has to tell. On a page of any other country, or one that may be, it is not made.
    func choose(among possible: [Currency]) -> (currency: Currency, evidence: String, isAssumed: Bool)? {
        if let fallback, possible.contains(fallback.currency) { return (fallback.currency, fallback.evidence, false) }
        if declared == nil, let currency = signCountry.flatMap(CountryCurrency.currency), possible.contains(currency) {
            return (currency, "the address", false)
        }
        guard country == nil, declared == nil, !mayBeElsewhere,
            language.map({ $0.lowercased().hasPrefix("en") }) ?? true,
            let dollar = possible.first(where: { $0.code == "USD" })
        else { return nil }
        return (dollar, "the page names no country", true)
    }

    /// The active currency that a code, an old code or a sign means.
    static func currency(named text: String) -> Currency? {
        let trimmed = CleanText.line(text, limit: 20)
        if let currency = Currency(code: trimmed) { return currency }
        if let current = formerCodes[trimmed.uppercased()] { return Currency(code: current) }
        return PriceText.currency(in: trimmed)
    }

    /// Codes that shops still write for a currency that has another one now, at the same value.
    ///
    /// Those of another value (`BYR`, `TRL`) are money that we cannot hold: ``CurrencySignTable/former``.
    private static let formerCodes = [
        "RUR": "RUB", "UAN": "UAH", "GRN": "UAH", "RMB": "CNY", "NTD": "TWD", "EURO": "EUR",
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

    private static func country(survey: PageSurvey, language: String?) -> String? {
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
}
