import Foundation
import SalesCore

/// What stands in the fields that state a rule (``RuleForm``): what was typed, or asked for before.
///
/// Pure.
struct RuleFields: Hashable, Sendable {
    /// The rules of which one is chosen, as the form sends them.
    enum Kind: String, CaseIterable, Sendable {
        case drop, below, share, fall, lowest
        case backInStock = "back_in_stock"
        case change
        case soldOut = "sold_out"
        case gone, words

        /// Whether it is one of the rarer ones.
        var isOther: Bool { [.change, .soldOut, .gone, .words].contains(self) }
    }

    /// What a share or an amount is measured from, as the form sends it.
    enum Since: String, CaseIterable, Sendable {
        case lastAlert = "last-alert"
        case asked
        case highest = "highest-30d"

        var baseline: RuleCondition.Baseline {
            switch self {
            case .lastAlert: .lastAlert
            case .asked: .asked
            case .highest: .highest(days: Self.days)
            }
        }

        var name: String {
            switch self {
            case .lastAlert: "the price I was told last"
            case .asked: "the price now"
            case .highest: "the highest of \(Self.days) days"
            }
        }

        init?(_ baseline: RuleCondition.Baseline) {
            guard let since = Self.allCases.first(where: { $0.baseline == baseline }) else { return nil }
            self = since
        }

        private static let days = 30
    }

    var kind = Kind.drop
    var below = ""
    var share = ""
    var shareSince = Since.lastAlert
    var fall = ""
    var fallSince = Since.lastAlert
    var days = ""
    var words = ""
    /// The names of the channels that are ticked.
    var channels: [String] = []
    /// Durations as ``DurationNotation`` writes them; empty for the usual interval and for no time.
    var interval = ""
    var coolDown = ""
    var isInDigest = false
    var tellsNow = false

    /// What a form sent; what is longer than its field lets it be is cut.
    init(_ form: FormFields) {
        func text(_ name: String, _ longest: Int) -> String { String((form.filled(name) ?? "").prefix(longest)) }
        kind = form["rule"].flatMap(Kind.init(rawValue:)) ?? .drop
        below = text("below", Self.longestNumber)
        share = text("share", Self.longestNumber)
        shareSince = form["share_since"].flatMap(Since.init(rawValue:)) ?? .lastAlert
        fall = text("fall", Self.longestNumber)
        fallSince = form["fall_since"].flatMap(Since.init(rawValue:)) ?? .lastAlert
        days = text("days", Self.longestNumber)
        words = text("words", Self.longestWords)
        channels = form.all("channel")
        interval = text("interval", Self.longestNumber)
        coolDown = text("cool_down", Self.longestNumber)
        isInDigest = form["in_digest"] == "on"
        tellsNow = form["tell_now"] == "on"
    }

    /// What a form begins with for a product that nobody follows yet.
    init(channels: [Channel], canBeBought: Bool = true) {
        kind = canBeBought ? .drop : .backInStock
        self.channels = channels.map(\.rawValue)
    }

    /// What a person asked for before.
    ///
    /// - Parameters:
    ///   - channels: those that are set up: all of them where the person named none.
    ///   - currency: that of the product's price, which amounts are written without.
    init(_ subscription: Subscription, channels all: [Channel], currency: Currency?) {
        channels = (subscription.channels.isEmpty ? all : subscription.channels).map(\.rawValue)
        interval = subscription.interval.map { DurationNotation.text($0) } ?? ""
        coolDown = subscription.coolDown.map { DurationNotation.text($0) } ?? ""
        isInDigest = subscription.isInDigest
        state(subscription.rule, currency: currency)
    }

    private mutating func state(_ rule: Rule, currency: Currency?) {
        func amount(_ money: Money) -> String { money.currency == currency ? money.decimal : money.description }
        kind = .words
        words = rule.text
        guard rule.conditions.count == 1, let condition = rule.conditions.first else { return }
        switch condition {
        case .drop: kind = .drop
        case .change: kind = .change
        case .below(let limit):
            kind = .below
            below = amount(limit)
        case .lowerByShare(let basisPoints, let baseline):
            guard let since = Since(baseline) else { return }
            kind = .share
            (share, shareSince) = (RuleWords.percent(basisPoints: basisPoints), since)
        case .lowerByAmount(let limit, let baseline):
            guard let since = Since(baseline) else { return }
            kind = .fall
            (fall, fallSince) = (amount(limit), since)
        case .lowest(let number):
            kind = .lowest
            days = number.map { String($0) } ?? ""
        case .backInStock: kind = .backInStock
        case .soldOut: kind = .soldOut
        case .gone: kind = .gone
        }
        words = ""
    }

    private static let longestNumber = 20
    private static let longestWords = 500
}
