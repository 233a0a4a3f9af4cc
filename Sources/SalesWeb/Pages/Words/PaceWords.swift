import SalesCore

/// How often a product is really checked, in words (RELIABILITY.md K6).
///
/// Pure.
enum PaceWords {
    /// - Parameters:
    ///   - usual: How often a product is checked of which nobody says more.
    ///   - promise: What its host was promised, as it was counted last; nil until that is known.
    ///   - words: How a duration is written; in full, unless given.
    /// - Returns: "5 minutes"; "12 minutes, as its shop allows" where more is followed there than it lets us ask for;
    ///   "5 minutes, if its shop allows" where that is not known yet, so that nothing is claimed; nil where nobody is
    ///   told of it, so that it is not checked.
    static func text(
        _ product: Product,
        usual: Duration,
        promise: HostPromise?,
        words: (Duration) -> String = DurationWords.text
    ) -> String? {
        guard product.activeFollowers > 0 else { return nil }
        let asked = product.interval(default: usual)
        guard let promise else { return "\(words(asked)), if its shop allows" }
        let real = promise.interval(asked: asked)
        return real > asked ? "\(words(real)), as its shop allows" : words(asked)
    }
}
