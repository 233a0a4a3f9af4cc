import SalesCore
import Testing

@Suite("Price texts of every kind")
struct PriceTextPropertyTests {
    /// A generator that gives the same numbers for the same seed (SplitMix64).
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private struct Style {
        let grouping: String
        let decimal: DecimalSeparator
    }

    private static let styles = [
        Style(grouping: ",", decimal: .point), Style(grouping: ".", decimal: .comma),
        Style(grouping: "\u{A0}", decimal: .comma), Style(grouping: "\u{202F}", decimal: .comma),
        Style(grouping: "'", decimal: .point), Style(grouping: "’", decimal: .point),
        Style(grouping: " ", decimal: .comma),
        Style(grouping: "", decimal: .point), Style(grouping: "", decimal: .comma),
    ]

    private static func written(_ money: Money, _ style: Style) -> String {
        let parts = money.decimal.split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            let left = parts[0].count - index
            if index > 0, left % 3 == 0 { whole += style.grouping }
            whole.append(digit)
        }
        return parts.count == 2 ? whole + style.decimal.rawValue + parts[1] : whole
    }

    @Test(
        "Money written in any style and read with the right hint is the same money",
        arguments: [1, 2, 3] as [UInt64]
    )
    func readsBackWhatIsWritten(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let codes = [
            "EUR", "USD", "GBP", "JPY", "KWD", "CHF", "SEK", "PLN", "CZK", "HUF", "BRL", "INR", "TND", "BHD", "KRW",
            "CLP",
            "IDR", "TRY", "RUB", "ZAR", "MXN", "AED", "VND", "CAD", "AUD", "ISK", "OMR",
        ]
        for _ in 0..<800 {
            let code = try #require(codes.randomElement(using: &random))
            let currency = try #require(Currency(code: code))
            let money = Money(
                minorUnits: Int64.random(in: 0...999_999_999_999, using: &random)
                    >> Int.random(in: 0...36, using: &random),
                currency: currency
            )
            let style = try #require(Self.styles.randomElement(using: &random))
            let amount = Self.written(money, style)
            let hints = PriceTextHints(currency: currency, decimalSeparator: style.decimal)
            for text in [amount, amount + " " + currency.code, currency.code + "\u{A0}" + amount] {
                if text == amount, amount.allSatisfy(\.isNumber), amount.count > 7 { continue }
                #expect(PriceText.read(text, hints: hints).price?.money == money, "“\(text)”, seed \(seed)")
            }
        }
    }

    @Test("Without any hint no writing of an amount is read as another one", arguments: [4, 5] as [UInt64])
    func neverReadsAnotherAmount(seed: UInt64) throws {
        var random = Seeded(state: seed)
        for code in ["EUR", "USD", "GBP", "PLN", "SEK", "BRL", "TRY", "CHF", "JPY", "KRW", "HUF", "KWD"] {
            let currency = try #require(Currency(code: code))
            for _ in 0..<80 {
                let money = Money(minorUnits: Int64.random(in: 1...99_999_999, using: &random), currency: currency)
                for style in Self.styles {
                    let text = Self.written(money, style) + " " + code
                    let reading = PriceText.read(text)
                    if let price = reading.price { #expect(price.money == money, "“\(text)”, seed \(seed)") }
                }
            }
        }
    }

    @Test(
        "Random text is read without a crash, and every value stands where it says",
        arguments: [6, 7, 8] as [UInt64]
    )
    func survivesRandomText(seed: UInt64) {
        var random = Seeded(state: seed)
        let pieces = [
            "1", "9", "0", "12", "299", "000", ".", ",", "'", " ", "\u{A0}", "-", "–", "€", "$", "£", "kr", "Kč", "USD",
            "p", "¢", "⁹⁹",
            "%", "/", ":", "x", "was", "now", "from", "save", "(", ")", "٫", "٬", "٩", "５", "円", "د.ك", "\u{301}", "🙂",
            "\n", "+", "=", "kg",
        ]
        for _ in 0..<2000 {
            let count = Int.random(in: 0...24, using: &random)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            let length = text.unicodeScalars.count
            let reading = PriceText.read(text)
            _ = PriceText.currency(in: text)
            #expect(reading.values.count <= PriceText.maximumValues)
            for value in reading.values {
                #expect(
                    value.range.lowerBound >= 0 && value.range.upperBound <= length && !value.readings.isEmpty,
                    "“\(text)”"
                )
            }
        }
    }

    @Test("Random scalars and endless repetitions are read without a crash")
    func survivesHostileText() {
        var random = Seeded(state: 9)
        for _ in 0..<300 {
            let scalars = (0..<200).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) }
            _ = PriceText.read(String(String.UnicodeScalarView(scalars)))
        }
        for piece in [
            "1", "1.", "1 ", "1 000", "€", "€1", "1€", "was ", "-", "1-", ".", "⁹", "1,-", "a", "kr", "10€10", "1 234 ",
        ] {
            let reading = PriceText.read(String(repeating: piece, count: 5000))
            #expect(reading.values.count <= PriceText.maximumValues)
        }
    }
}
