/// Why something that a person asked for was not done; nothing was changed.
public enum TrackingError: Error, Sendable, CustomStringConvertible {
    /// The text is no URL that can be tracked.
    case url(PageURL.Invalid)
    /// The rule cannot be used.
    case rule(RuleRequest.Invalid)
    /// The page gave no usable answer.
    case noAnswer(Look)
    /// There is no such product, or the person does not follow it.
    case noProduct(ProductID)
    /// The interval is outside of what is allowed.
    case interval(Duration, least: Duration)
    /// The time after an alert without others is negative or too long.
    case coolDown(Duration, longest: Duration)
    /// The selection's text is no pin.
    case pin(Pin.Invalid)
    /// The store failed.
    case store(StoreError)

    /// What happened, for people.
    public var description: String {
        switch self {
        case .url(let error): error.description
        case .rule(let error): error.description
        case .noAnswer(let look): look.reading.reason.map { "Not tracked: \($0)." } ?? "Not tracked."
        case .noProduct(let id): "There is no product \(id) that you follow."
        case .interval(let asked, let least): "An interval of \(asked) is not allowed; the shortest is \(least)."
        case .coolDown(let asked, let longest):
            "A cool-down of \(asked) is not allowed; the longest is \(longest), the shortest none."
        case .pin(let error): "The pin cannot be used: \(error)."
        case .store(let error): error.description
        }
    }
}
