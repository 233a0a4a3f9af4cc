import Foundation
import SalesCore
import SalesTesting

@testable import SalesWeb

/// Histories to draw.
enum ChartSample {
    /// 2026-11-24T12:00:00Z.
    static let now = Timestamp(milliseconds: 1_795_521_600_000)

    /// So many days before now.
    static func ago(_ days: Double) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds - Int64(days * Double(Timestamp.millisecondsPerDay)))
    }

    /// A price of so many days ago.
    static func point(
        _ days: Double,
        _ pence: Int64,
        list: Int64? = nil,
        _ availability: Availability = .inStock,
        currency: String = "GBP"
    ) -> PricePoint {
        PricePoint(
            productID: ProductID(rawValue: 1),
            observedAt: ago(days),
            price: Sample.money(pence, currency),
            listPrice: list.map { Sample.money($0, currency) },
            availability: availability
        )
    }

    /// The prices of the day that was so many days ago.
    static func day(_ days: Int64, low: Int64, high: Int64, close: Int64, currency: String = "GBP") -> DailyPrices {
        let amount = { Sample.money($0, currency) }
        return DailyPrices(
            productID: ProductID(rawValue: 1),
            day: now.utcDay - days,
            open: amount(close),
            low: amount(low),
            high: amount(high),
            close: amount(close)
        )
    }

    /// A history with everything in it.
    static let points = [
        point(80, 5_499, list: 5_999), point(60, 4_799, list: 5_999), point(44, 4_599, list: 5_499, .outOfStock),
        point(30, 5_199, list: 5_499), point(9, 3_799, list: 5_499), point(7, 4_399, list: 5_499), point(2, 3_999),
    ]

    /// A chart with everything in it.
    static func chart(of name: String = "Kettle") -> PriceChart {
        PriceChart(
            of: name,
            history: .points(points),
            during: ago(90)..<now,
            now: now,
            holding: PriceHolding(gaps: [ago(56)..<ago(52)]),
            threshold: PriceChart.Threshold(amount: Sample.pounds(4_000)),
            alerts: [
                PriceChart.AlertMark(at: ago(9), price: Sample.pounds(3_799), words: "below your limit"),
                PriceChart.AlertMark(at: ago(2)),
            ]
        )
    }

    /// Names that pages of strangers may have.
    static let hostileNames = [
        "</title><script>alert(1)</script>", "\" onload=\"alert(1)", "' style='x", "]]>", "<![CDATA[",
        "&amp;&#0;&bogus;",
        "\u{0}\u{1}\u{8}\u{1B}\u{7F}", "\u{FFFE}\u{FFFF}", "\u{202E}dlos\u{2066}", "", "\n\n", "👩‍👩‍👧‍👦 ケトル مغلاة",
        String(repeating: "<", count: 100_000), String(repeating: "e\u{301}\u{302}", count: 5_000),
    ]

    /// Histories that nothing good was meant with.
    static let hostileHistories: [(name: String, history: ChartHistory)] = [
        ("no points", .points([])),
        ("no days", .days([])),
        ("one point", .points([point(1, 4_999)])),
        ("one point now", .points([point(0, 4_999)])),
        ("one point after now", .points([point(-1, 4_999)])),
        ("all equal", .points((1...9).map { point(Double($0), 4_999) })),
        ("all zero", .points((1...9).map { point(Double($0), 0) })),
        ("below zero", .points([point(2, -1), point(1, -4_999)])),
        ("extremes", .points([point(3, .min, list: .max), point(2, .max, list: .min), point(1, 0, list: 0)])),
        ("the largest only", .points([point(3, .max), point(2, .max)])),
        ("the least only", .points([point(3, .min), point(2, .min)])),
        ("one below the largest", .points([point(3, .max), point(2, .max - 1)])),
        ("backwards", .points(points.reversed())),
        ("equal times", .points((0..<50).map { point(1, 4_000 + $0) })),
        (
            "times of extremes",
            .points(
                [Int64.max, .min, 0].map { moment in
                    PricePoint(
                        productID: ProductID(rawValue: 1),
                        observedAt: Timestamp(milliseconds: moment),
                        price: Sample.pounds(300)
                    )
                }
            )
        ),
        ("two currencies", .points([point(3, 100, currency: "USD"), point(2, 200), point(1, 300)])),
        (
            "wide amounts",
            .points([
                point(2, 1_000_000_000_001, currency: "IDR"), point(1, 1_000_000_000_003, currency: "IDR"),
            ])
        ),
        (
            "days of extremes",
            .days([day(2, low: .max, high: .min, close: 0), day(1, low: .min, high: .max, close: 1)])
        ),
        (
            "day numbers of extremes",
            .days(
                [Int64.min, 0, .max].map { number in
                    let amount = Sample.pounds(5)
                    return DailyPrices(
                        productID: ProductID(rawValue: 1),
                        day: number,
                        open: amount,
                        low: amount,
                        high: amount,
                        close: amount
                    )
                }
            )
        ),
        (
            "flapping stock",
            .points(
                (Int64(0)..<5_000).map { number in
                    let stock: Availability = number.isMultiple(of: 2) ? .inStock : .outOfStock
                    return point(Double(number) / 100, 4_000 + number % 7, stock)
                }
            )
        ),
    ]
}
