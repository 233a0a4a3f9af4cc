import SalesTesting
import Testing

@testable import SalesCore

@Suite("Money")
struct MoneyTests {
    @Test(
        "an amount is read exactly or not at all",
        arguments: [
            ("129.99", "GBP", 12_999), ("129.9", "GBP", 12_990), ("129", "GBP", 12_900), ("0", "GBP", 0),
            ("-5", "GBP", -500),
            ("-0", "GBP", 0), ("007.50", "GBP", 750), ("12.500", "GBP", 1_250), ("10000", "JPY", 10_000),
            ("10000.0", "JPY", 10_000),
            ("12.999", "KWD", 12_999), ("12.9990000", "KWD", 12_999), ("92233720368547758.07", "GBP", .max),
            ("-92233720368547758.07", "GBP", -.max), ("0000000000000000000000000000000000001.00", "GBP", 100),
        ] as [(String, String, Int64)]
    )
    func reading(text: String, code: String, units: Int64) {
        #expect(Money(decimal: text, currency: Sample.money(0, code).currency)?.minorUnits == units)
    }

    @Test(
        "what is not a plain decimal of the currency is refused",
        arguments: [
            ("", "GBP"), ("-", "GBP"), (".", "GBP"), (".5", "GBP"), ("5.", "GBP"), ("1,5", "GBP"), ("1 000", "GBP"),
            ("1.2.3", "GBP"),
            ("+5", "GBP"), ("--5", "GBP"), ("1e3", "GBP"), ("£5", "GBP"), ("5 ", "GBP"), ("٣", "GBP"), ("５", "GBP"),
            ("0x10", "GBP"),
            ("1.999", "GBP"), ("1.5", "JPY"), ("1.0001", "KWD"), ("92233720368547758.08", "GBP"),
            ("99999999999999999999", "JPY"),
            ("1.5e", "GBP"), ("NaN", "GBP"), ("1\u{301}", "GBP"), ("1.5\u{0}", "GBP"),
            ("00000000000000000000000000000000000000001", "GBP"),
        ]
    )
    func refused(text: String, code: String) {
        #expect(Money(decimal: text, currency: Sample.money(0, code).currency) == nil)
    }

    @Test(
        "an amount is written with all its digits",
        arguments: [
            (12_990, "GBP", "129.90"), (5, "GBP", "0.05"), (-5, "GBP", "-0.05"), (0, "GBP", "0.00"),
            (10_000, "JPY", "10000"),
            (-1, "JPY", "-1"), (7, "KWD", "0.007"), (.max, "GBP", "92233720368547758.07"),
            (.min, "GBP", "-92233720368547758.08"),
        ] as [(Int64, String, String)]
    )
    func writing(units: Int64, code: String, text: String) {
        #expect(Sample.money(units, code).decimal == text)
        #expect(Sample.money(units, code).description == "\(text) \(code)")
    }

    @Test("every amount but the very least is read as it was written, for 3,000 random ones")
    func roundTrip() {
        var random = SeededRandom(seed: 17)
        for _ in 0..<3_000 {
            let shift = Int64.random(in: 0..<63, using: &random)
            let units = max(Int64.random(in: .min ... .max, using: &random) >> shift, -.max)
            for code in ["GBP", "JPY", "KWD"] {
                let money = Sample.money(units, code)
                #expect(Money(decimal: money.decimal, currency: money.currency) == money)
            }
        }
    }

    @Test("amounts of two currencies neither compare nor are less")
    func comparison() {
        #expect(Money.gbp(1).compare(to: .gbp(2)) == -1)
        #expect(Money.gbp(2).compare(to: .gbp(2)) == 0)
        #expect(Money.gbp(.max).compare(to: .gbp(.min)) == 1)
        #expect(Money.gbp(1).compare(to: .usd(2)) == nil)
        #expect(Money.gbp(1).isLess(than: .gbp(2)))
        #expect(!Money.gbp(1).isLess(than: .usd(2)) && !Money.usd(2).isLess(than: .gbp(1)))
    }

    @Test(
        "a share is exact, cut towards zero, held within the whole, and never traps",
        arguments: [
            (10_000, 1_000, 1_000), (999, 5_000, 499), (-999, 5_000, -499), (1, 9_999, 0), (.max, 10_000, .max),
            (.min, 10_000, .min),
            (.max, 5_000, .max / 2), (100, -7, 0), (100, 20_000, 100),
        ] as [(Int64, Int64, Int64)]
    )
    func share(units: Int64, basisPoints: Int64, expected: Int64) {
        #expect(Money.gbp(units).share(basisPoints: basisPoints) == expected)
    }

    @Test(
        "currencies are those of ISO 4217, in any letter case, with their digits",
        arguments: [
            ("GBP", 2), ("gbp", 2), ("Jpy", 0), ("KWD", 3), ("ISK", 0), ("HUF", 2), ("CLP", 0), ("TND", 3),
        ]
    )
    func currencies(code: String, digits: Int) throws {
        let currency = try #require(Currency(code: code))
        #expect(currency.code == code.uppercased())
        #expect(currency.minorUnitDigits == digits)
    }

    @Test("other codes are none", arguments: ["", "GB", "GBPX", "XXX", "DEM", "BTC", "£", "G B", "ｇｂｐ", "ßBP"])
    func noCurrency(code: String) {
        #expect(Currency(code: code) == nil)
    }

    @Test("every currency of the table is three capital letters with 0, 2, 3 or 4 digits")
    func table() {
        #expect(CurrencyTable.all.count > 150)
        #expect(CurrencyTable.all.map(\.code) == CurrencyTable.all.map(\.code).sorted())
        for (code, digits) in CurrencyTable.all {
            #expect(Currency(code: code)?.code == code && Currency(code: code.lowercased())?.code == code)
            #expect(code.utf8.count == 3 && code.utf8.allSatisfy { (65...90).contains($0) }, "\(code)")
            #expect([0, 2, 3, 4].contains(digits), "\(code)")
        }
    }
}
