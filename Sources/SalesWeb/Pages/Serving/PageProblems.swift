internal import HTTPTypes
import SalesCore

/// Shows people why something was not done: the pages that stand where programs get a ``Problem`` in JSON.
struct PageProblems: Sendable {
    let pages: PageMaker

    /// - Parameter pages: makes them.
    init(_ pages: PageMaker) { self.pages = pages }

    /// The page of a problem, with the rooms of whoever asks around it, and nothing else of theirs: what is somebody
    /// else's looks like what is not there.
    func answer(_ problem: Problem, to caller: Caller) -> WebAnswer {
        let page = pages.frame(problem.kind.title, for: caller)
        return pages.page(.message, MessageView(problem, on: page), status: problem.kind.status)
    }
}

extension MessageView {
    /// What a problem says to people.
    init(_ problem: Problem, on page: PageFrame) {
        switch problem.kind.status {
        case .unauthorized: self = .signInFirst(page)
        case .notFound: self = .notFound(page)
        case .forbidden: self = .forbidden(page, problem.detail)
        case .tooManyRequests: self = .tooMany(page, problem.detail)
        case .internalServerError: self = .failed(page)
        case .serviceUnavailable: self = .unavailable(page, problem.detail)
        default: self = .other(problem, page)
        }
    }

    private static func signInFirst(_ page: PageFrame) -> MessageView {
        MessageView(
            page: page,
            tone: .info,
            icon: "info",
            heading: "Sign in first",
            paragraphs: ["You are not signed in, or no longer. What you typed was not saved."],
            hasLinks: true,
            links: [PageFact(name: "Sign in", value: "/sign-in")],
            status: "401 Unauthorized"
        )
    }

    private static func other(_ problem: Problem, _ page: PageFrame) -> MessageView {
        let status = problem.kind.status
        return MessageView(
            page: page,
            tone: .warn,
            icon: "warning",
            heading: problem.kind.title,
            paragraphs: [problem.detail] + problem.faults.map(\.detail),
            hasLinks: true,
            links: [PageFact(name: "To the first page", value: "/")],
            status: "\(status.code) \(status.reasonPhrase)"
        )
    }
}
