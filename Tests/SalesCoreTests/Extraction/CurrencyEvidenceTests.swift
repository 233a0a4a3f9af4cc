import SalesHTML
import Testing

@testable import SalesCore

@Suite("Currency evidence")
struct CurrencyEvidenceTests {
    private func currencies(_ codes: String...) -> [Currency] { codes.compactMap { Currency(code: $0) } }

    @Test(
        "A bare dollar is the dollar of the page's country",
        arguments: [("CA", "CAD"), ("AU", "AUD"), ("MX", "MXN"), ("US", "USD"), ("NZ", "NZD")]
    )
    func dollars(country: String, code: String) {
        let evidence = CurrencyEvidence(country: country)
        #expect(evidence.choose(among: currencies("USD", "CAD", "AUD", "MXN", "NZD"))?.currency.code == code)
    }

    @Test("A bare dollar on a page of another country or language is not guessed")
    func undecided() {
        #expect(CurrencyEvidence(country: "PL").choose(among: currencies("USD", "CAD")) == nil)
        #expect(CurrencyEvidence(language: "es").choose(among: currencies("USD", "MXN")) == nil)
        #expect(CurrencyEvidence(language: "en").choose(among: currencies("USD", "MXN"))?.currency.code == "USD")
    }

    @Test("What the page declares wins over its country")
    func declared() {
        let evidence = CurrencyEvidence(declared: Currency(code: "EUR"), country: "GB")
        #expect(evidence.fallback?.currency.code == "EUR")
        #expect(CurrencyEvidence(country: "GB").fallback?.currency.code == "GBP")
        #expect(CurrencyEvidence().fallback == nil)
    }

    @Test("Countries are read from domains and paths, but not from domains sold as words")
    func places() {
        #expect(PageCountry.domainCountry("www.shop.example.co.uk") == "GB")
        #expect(PageCountry.domainCountry("shop.example.com.au") == "AU")
        #expect(PageCountry.domainCountry("shop.tv") == nil)
        #expect(PageCountry.domainCountry("shop.example") == nil)
        #expect(PageCountry.pathCountry("/en-gb/p/1") == "GB")
        #expect(PageCountry.pathCountry("/ie/en/p/1") == "IE")
        #expect(PageCountry.pathCountry("/de_AT/p/1") == "AT")
        #expect(PageCountry.pathCountry("/products/1") == nil)
    }

    @Test(
        "A path names a country only beside a language",
        arguments: [
            ("/hi-fi/x", nil), ("/4k-tv/x", nil), ("/my-pc/", nil), ("/de/tv/x", nil), ("/au/x", nil),
            ("/ca-fr/x", "CA"),
            ("/fr-ca/x", "CA"), ("/gb-en/x", "GB"), ("/en-uk/x", "GB"), ("/my/en/x", "MY"), ("/fr/ch/x", "CH"),
        ]
    )
    func paths(path: String, country: String?) {
        #expect(PageCountry.pathCountry(path) == country)
    }

    private func dollar(_ address: String, _ language: String?) throws -> (code: String, isAssumed: Bool)? {
        let html = "<html\(language.map { " lang=\($0)" } ?? "")><title>x</title>"
        let page = PageContent(body: Array(html.utf8), url: try PageURL(address))
        let evidence = CurrencyEvidence(survey: PageSurvey(try HTMLSource(text: html)), page: page)
        return evidence.choose(among: currencies("USD", "CAD", "AUD", "MXN")).map { ($0.currency.code, $0.isAssumed) }
    }

    @Test(
        "A bare dollar is that of the domain, else of the path or subdomain, and never assumed where those may be abroad",
        arguments: [
            ("https://shop.ca/4k-tv/x", "en", "CAD"), ("https://shop.ca/en-us/x", "en", "CAD"),
            ("https://shop.example/au/x", "en", "AUD"), ("https://au.shop.example/x", "en-US", "AUD"),
            ("https://shop.example/en-ca/x", "en", "CAD"), ("https://shop.example/ca/x", "en", "CAD"),
            ("https://shop.example/us/x", "en", "USD"), ("https://shop.example/ca/x", nil, nil),
            ("https://shop.example/nl/x", "en", nil), ("https://shop.example/x", "es", nil),
        ]
    )
    func dollars(address: String, language: String?, code: String?) throws {
        let found = try dollar(address, language)
        #expect(found?.code == code)
        #expect(found?.isAssumed != true)
    }

    @Test("Where nothing names a country, the US dollar is an assumption that the answer tells")
    func assumed() throws {
        #expect(try dollar("https://shop.example/4k-tv/x", "en")?.isAssumed == true)
        let html =
            "<html lang=en><title>Kettle</title><main><h1>Blue Kettle</h1><p class=price>$24.50</p><button>Add to cart"
        let extraction = Extractor.read(PageContent(body: Array(html.utf8)))
        #expect(extraction.reading.offer?.price.currency.code == "USD")
        #expect(extraction.notes.contains { $0.contains("taken to be USD") })
    }

    @Test("Every country's currency is an active one")
    func table() {
        for country in ["GB", "DE", "HR", "CW", "BG", "JP", "KW", "VE", "SL", "ZW"] {
            #expect(CountryCurrency.currency(of: country) != nil, "\(country)")
        }
    }

    @Test("Old codes and signs name today's currency")
    func names() {
        #expect(CurrencyEvidence.currency(named: "RUR")?.code == "RUB")
        #expect(CurrencyEvidence.currency(named: "UAN")?.code == "UAH")
        #expect(CurrencyEvidence.currency(named: "eur")?.code == "EUR")
        #expect(CurrencyEvidence.currency(named: "€")?.code == "EUR")
        #expect(CurrencyEvidence.currency(named: "XYZ") == nil)
        // The new lira and rouble are worth a million and ten thousand of these.
        #expect(CurrencyEvidence.currency(named: "TRL") == nil)
        #expect(CurrencyEvidence.currency(named: "BYR") == nil)
    }

    @Test("Codes are found in scripts where a currency is assigned")
    func mentions() {
        let script = Array(
            #"a={"currency":"GBP"};currencyCode = 'EUR';"priceCurrency\":\"SEK\"; currency: code; currencyUSD"#.utf8
        )
        #expect(CurrencyMentions.codes(in: script[...]) == ["GBP", "EUR", "SEK"])
    }
}
