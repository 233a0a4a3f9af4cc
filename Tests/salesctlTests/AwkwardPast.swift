import Foundation
import SalesCore
import SalesTesting

/// A line of an export, as far as tests of archives write and read it.
struct TransferLine: Codable {
    struct State: Codable {
        var availability = "in_stock"
        var isGone = false
    }

    struct Amount: Codable, Hashable {
        var amount: String
        var currency: String
    }

    struct Trigger: Codable {
        var isArmed = true
        var wasTold = false
    }

    var record: String
    var format: String?
    var version: Int?
    var product: Int?
    var url: String?
    var selection: String?
    var name: String?
    var createdAt: Int64?
    var state: State?
    var channels: [String]?
    var rule: String?
    var intervalMilliseconds: Int64?
    var isPaused: Bool?
    var triggers: [Trigger]?
    var at: Int64?
    var price: Amount?
    var listPrice: Amount?
    var availability: String?
    var isCarriedForward: Bool?

    static let header = TransferLine(record: "header", format: "sales-tracker-export", version: 2)

    static func text(_ lines: [TransferLine]) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    }
}

/// Eleven days of prices that a store is given by imports, with all that is hard on readers of CSV.
struct AwkwardPast {
    /// Of products, in their order.
    static let names = [
        "Kettle “1,7 l”, \"steel\"", "=HYPERLINK(\"http://x.example\",\"y\")", "Tea\r\npot\n=1+1", "'quoted'",
        "日本語 👩‍👩‍👧 עברית e\u{301}", "-5", "\t@SUM(A1)", "a;b\\N \"\"", "＝1＋1", "NULL", " ", "", "\u{1}=1",
        "\u{2028}x\u{85}",
    ]
    static let days = 20...30

    /// What is taken over first.
    let early: [TransferLine]
    /// What comes for days that are archived by then, one row of them for the second time, with another availability.
    let late: [TransferLine]
    /// The row that comes twice, as it came first.
    let repeated: TransferLine

    init(seed: UInt64, rows count: Int) {
        var random = SeededRandom(seed: seed)
        let products = Self.names.indices.map { Self.product($0 + 1) }
        let wishes = Self.names.indices.map { Self.wish($0 + 1) }
        var seen: Set<[Int64]> = []
        var rows: [TransferLine] = []
        while rows.count < count {
            let row = Self.row(&random)
            if seen.insert([Int64(row.product ?? 0), row.at ?? 0]).inserted { rows.append(row) }
        }
        // Of two days some rows come later.
        let isLate = { (row: TransferLine) in (23...24).contains(Self.day(of: row)) && (row.at ?? 0) % 5 == 0 }
        let early = rows.filter { !isLate($0) }
        let last = Availability.discontinued.rawValue
        let repeated = early.first { Self.day(of: $0) == 24 && $0.product != 1 && $0.availability != last } ?? rows[0]
        var again = repeated
        again.availability = last
        self.repeated = repeated
        self.early = [.header] + products + wishes + early
        late = [.header] + products + [again] + rows.filter(isLate)
    }

    private static func product(_ number: Int) -> TransferLine {
        TransferLine(
            record: "product",
            product: number,
            url: number == 1 ? "https://shop.example/kettle" : "https://shop\(number).example/p?n=%22%2C",
            selection: number % 3 == 0 ? "variant:\(number)" : "",
            name: names[number - 1],
            createdAt: start(of: 20),
            state: TransferLine.State()
        )
    }

    private static func wish(_ number: Int) -> TransferLine {
        TransferLine(
            record: "subscription",
            product: number,
            createdAt: start(of: 20),
            channels: number == 2 ? ["email", "sms"] : [],
            rule: "below 40.00 GBP and back in stock",
            intervalMilliseconds: number % 2 == 0 ? nil : 300_000,
            isPaused: number == 3,
            triggers: [TransferLine.Trigger()]
        )
    }

    private static func row(_ random: inout SeededRandom) -> TransferLine {
        let begin = start(of: Int.random(in: days, using: &random))
        let last = Timestamp.millisecondsPerDay - 1
        // The first and last moments of days are where mistakes are.
        let isAtAnEnd = Bool.random(using: &random)
        let moments = isAtAnEnd ? [0, 1, last] : [Int64.random(in: 0...last, using: &random)]
        let availability = Availability.allCases.randomElement(using: &random) ?? .unknown
        return TransferLine(
            record: "price",
            product: Int.random(in: 1...names.count, using: &random),
            at: begin + (moments.randomElement(using: &random) ?? 0),
            price: amount(&random),
            listPrice: Bool.random(using: &random) ? amount(&random) : nil,
            availability: availability.rawValue,
            isCarriedForward: Int.random(in: 0..<5, using: &random) == 0
        )
    }

    private static func amount(_ random: inout SeededRandom) -> TransferLine.Amount {
        let code = ["GBP", "GBP", "GBP", "JPY", "KWD"].randomElement(using: &random) ?? "GBP"
        return TransferLine.Amount(
            amount: Sample.money(Int64.random(in: 0...99_999, using: &random), code).decimal,
            currency: code
        )
    }

    /// When a day of November 2025 begins, in milliseconds.
    private static func start(of day: Int) -> Int64 {
        1_761_955_200_000 + Int64(day - 1) * Timestamp.millisecondsPerDay
    }

    private static func day(of row: TransferLine) -> Int {
        Int(((row.at ?? 0) - start(of: 1)) / Timestamp.millisecondsPerDay) + 1
    }
}
