import SalesCore
import SalesTesting
import Testing

@Suite("Money for people")
struct MoneyFormatTests {
    @Test(
        "writes a symbol where it can mean one currency only, and groups the digits",
        arguments: [
            (4_999, "GBP", "£49.99"), (4_999, "EUR", "€49.99"), (4_999, "USD", "$49.99"), (4_999, "CAD", "CA$49.99"),
            (10_000, "JPY", "¥10,000"), (129_900, "SEK", "1,299.00 SEK"), (12_999, "KWD", "12.999 KWD"),
            (0, "GBP", "£0.00"), (5, "GBP", "£0.05"), (99_999, "GBP", "£999.99"), (100_000, "GBP", "£1,000.00"),
            (-4_999, "GBP", "-£49.99"), (123_456_789_012, "INR", "₹1,234,567,890.12"), (1, "JPY", "¥1"),
            (Int64.min, "GBP", "-£92,233,720,368,547,758.08"), (Int64.max, "SEK", "92,233,720,368,547,758.07 SEK"),
        ] as [(Int64, String, String)]
    )
    func text(minorUnits: Int64, code: String, expected: String) {
        #expect(MoneyFormat.text(Sample.money(minorUnits, code)) == expected)
    }

    @Test("writes the code behind where asked to")
    func code() {
        #expect(MoneyFormat.textWithCode(Sample.money(-123_456, "GBP")) == "-1,234.56 GBP")
    }
}

@Suite("Drops")
struct PriceDropTests {
    @Test(
        "states the share in tenths of a percent, rounded to the nearest and said to be about, never to all of it",
        arguments: [
            (5_000, 4_000, "20 %"), (4_999, 3_999, "about 20 %"), (10_000, 8_010, "19.9 %"),
            (10_000, 8_001, "about 20 %"), (10_000, 9_999, "less than 0.1 %"), (10_000, 9_995, "about 0.1 %"),
            (4_999, 0, "100 %"), (Int64.max, 1, "about 99.9 %"), (10_000, 1, "about 99.9 %"), (1_000, 999, "0.1 %"),
            (3_000, 2_000, "about 33.3 %"), (3_000, 1_000, "about 66.7 %"), (10_000, 9_986, "about 0.1 %"),
        ] as [(Int64, Int64, String)]
    )
    func percent(old: Int64, new: Int64, expected: String) throws {
        let drop = try #require(PriceDrop(from: Sample.pounds(old), to: Sample.pounds(new)))
        #expect(drop.percent == expected)
        #expect(drop.amount == Sample.pounds(old - new))
    }

    @Test("is none where the price did not fall, is of another currency or below zero")
    func none() {
        #expect(PriceDrop(from: Sample.pounds(100), to: Sample.pounds(100)) == nil)
        #expect(PriceDrop(from: Sample.pounds(100), to: Sample.pounds(101)) == nil)
        #expect(PriceDrop(from: Sample.pounds(100), to: Sample.money(50, "EUR")) == nil)
        #expect(PriceDrop(from: Sample.pounds(.max), to: Sample.pounds(.min)) == nil)
    }
}
