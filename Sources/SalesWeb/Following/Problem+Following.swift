internal import HTTPTypes
import SalesCore

extension HTTPResponse.Status {
    /// What was asked for depended on somebody else, who did not do their part (RFC 4918 §11.4): no failure of ours, and
    /// no status that a proxy answers with a page of its own.
    fileprivate static let dependencyFailed = HTTPResponse.Status(code: 424, reasonPhrase: "Failed Dependency")
}

extension Problem.Kind {
    static let ambiguous = Self("ambiguous", .conflict, "The page states several prices")
    static let noPrice = Self("no-price", .unprocessableContent, "The page states no price")
    static let shopBlocked = Self("shop-blocked", .dependencyFailed, "The shop keeps programs out")
    static let shopFailed = Self("shop-failed", .dependencyFailed, "The shop could not be asked")
    static let shopBusy = Self("shop-busy", .dependencyFailed, "The shop may not be asked just now")
    static let shopSlow = Self("shop-slow", .dependencyFailed, "The shop did not answer in time")
    static let tooManyProducts = Self("too-many-products", .conflict, "You follow too many products")
    static let tooManyAdds = Self("too-many-adds", .tooManyRequests, "You have asked for too many pages")
}

extension Problem {
    static let shopSlow = Problem(
        .shopSlow,
        "The shop did not answer in time, so that nothing is known of the page. Try again later."
    )

    /// What is wrong with one member of a body.
    static func wrong(member: String, _ detail: String) -> Problem {
        Problem(.invalid, "Something in the body is wrong.", faults: [Fault(at: member, detail: detail)])
    }

    /// Why a product is not followed, or not as asked for, in the terms of the members that ask for it.
    ///
    /// - Parameter selection: which of the page's prices was meant.
    init(_ error: TrackingError, selection: Selection) {
        switch error {
        case .url(let invalid): self = .wrong(member: "/url", invalid.description)
        case .rule(let invalid): self = .wrong(member: "/rule/text", invalid.description)
        case .interval: self = .wrong(member: "/interval_seconds", error.description)
        case .coolDown: self = .wrong(member: "/cool_down_seconds", error.description)
        case .pin(let invalid): self = .wrong(member: "/selection", Self.sentence(invalid.description))
        case .noProduct: self = .nothingHere
        case .noAnswer(let look): self.init(look, selection: selection)
        case .store: self.init(.unavailable, "The store does not answer just now. Try again later.")
        }
    }

    /// Why a page gave nothing that can be followed, and what can be done.
    private init(_ look: Look, selection: Selection) {
        if let problem = Problem(ofAddress: look) {
            self = problem
            return
        }
        let why = Self.sentence("nothing is followed: \(look.reading.reason ?? "the page gave no answer")")
        switch look.reading {
        case .ambiguous:
            self.init(.ambiguous, "\(why) Send the selection of the one that is meant.")
            let extraction = look.extraction
            candidates = Array(
                extraction.map { ExtractionReport($0).candidates.prefix(Self.maximumCandidates) } ?? []
            )
        case .noPrice, .offer:
            self.init(
                .noPrice,
                "\(why) To be told when it is sold again ask for “back in stock”; to follow it all the same send "
                    + "insist: true."
            )
        case .blocked: self.init(.shopBlocked, "\(why) The shop may let a browser in.")
        case .gone: self = .wrong(member: "/url", why)
        case .failed: self.init(failed: look, why, selection)
        }
    }

    private init(failed look: Look, _ why: String, _ selection: Selection) {
        if look.failure == nil, let status = look.status, (200..<300).contains(status) {
            self.init(.noPrice, "\(why) To follow it all the same send insist: true.")
            if selection != .page { faults = [Fault(at: "/selection", detail: why)] }
            return
        }
        let isBusy = [429, 503].contains(look.status ?? 0)
        switch look.failure?.code {
        case .timeout: self.init(.shopSlow, "\(why) Try again later.")
        case .paused, .busy: self.init(.shopBusy, "\(why) Try again later.")
        default: self.init(isBusy ? .shopBusy : .shopFailed, "\(why) Try again later.")
        }
        if let wait = look.retryAfter, wait > .zero {
            fields[.retryAfter] = "\((min(wait, Self.longestWait).wholeMilliseconds + 999) / 1_000)"
        }
    }

    /// What is wrong with the address itself: no name server knows it, or it may not be contacted; nil for nothing.
    ///
    /// Both are told alike, so that nobody learns which names there are behind our own doors.
    init?(ofAddress look: Look) {
        switch look.failure?.code {
        case .dns, .refused:
            self = .wrong(
                member: "/url",
                "This address cannot be asked: no name server knows its host, or it is not public. Check its spelling."
            )
        default: return nil
        }
    }

    /// The most candidates that are told with a problem.
    static let maximumCandidates = 20
    /// A longer wait is told as this one: a day.
    private static let longestWait = Duration.seconds(86_400)

    /// Words with a capital in front and a stop behind them.
    private static func sentence(_ words: String) -> String {
        let begun = words.prefix(1).uppercased() + words.dropFirst()
        return begun.hasSuffix(".") || begun.hasSuffix("?") ? begun : begun + "."
    }
}
