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
        #expect(CurrencyEvidence.domainCountry("www.shop.example.co.uk") == "GB")
        #expect(CurrencyEvidence.domainCountry("shop.example.com.au") == "AU")
        #expect(CurrencyEvidence.domainCountry("shop.tv") == nil)
        #expect(CurrencyEvidence.domainCountry("shop.example") == nil)
        #expect(CurrencyEvidence.pathCountry("/en-gb/p/1") == "GB")
        #expect(CurrencyEvidence.pathCountry("/ie/en/p/1") == "IE")
        #expect(CurrencyEvidence.pathCountry("/de_AT/p/1") == "AT")
        #expect(CurrencyEvidence.pathCountry("/products/1") == nil)
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
    }

    @Test("Codes are found in scripts where a currency is assigned")
    func mentions() {
        let script = Array(
            #"a={"currency":"GBP"};currencyCode = 'EUR';"priceCurrency\":\"SEK\"; currency: code; currencyUSD"#.utf8
        )
        #expect(CurrencyMentions.codes(in: script[...]) == ["GBP", "EUR", "SEK"])
    }
}
