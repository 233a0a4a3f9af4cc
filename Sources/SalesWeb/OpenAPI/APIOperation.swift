/// What can be asked of a route, and what is answered: a route carries its own, so that none is without one.
///
/// What follows from the route itself is not said here but added by one rule (``commonProblems(of:)``): who may ask,
/// what the gate refuses, and the fields that go with it.
struct APIOperation: Sendable {
    /// What operations are about: the tags of the document.
    enum Group: String, CaseIterable, Sendable {
        case accounts, me, tokens, tracking, alerts, admin, system

        /// A sentence about it.
        var words: String {
            switch self {
            case .accounts: "Signing up, proving addresses, signing in and out."
            case .me: "The person who asks: what is kept of them, and how they are told."
            case .tokens: "Tokens of programs, each told once."
            case .tracking: "Products, what they cost, and what a person wants to be told of them."
            case .alerts: "What a person was told."
            case .admin: "What concerns all people, for admins."
            case .system: "The state of the service, and what others report to it."
            }
        }
    }

    /// Its name, which generated clients give their functions; it never changes.
    let name: String
    let group: Group
    /// What it does, in a line.
    let summary: String
    /// What else is worth knowing.
    let detail: String?
    /// The parameters of the path, by the names that it has.
    let path: [APIParameter]
    /// All parameters that the query may have.
    let query: [APIParameter]
    let body: APIBody?
    /// The answers that are no problems.
    let answers: [APIAnswer]
    /// The problems that are its own; those that any route may have are added.
    let problems: [Problem.Kind]

    init(
        _ name: String,
        _ group: Group,
        _ summary: String,
        detail: String? = nil,
        path: [APIParameter] = [],
        query: [APIParameter] = [],
        body: APIBody? = nil,
        answers: [APIAnswer],
        problems: [Problem.Kind] = []
    ) {
        self.name = name
        self.group = group
        self.summary = summary
        self.detail = detail
        self.path = path
        self.query = query
        self.body = body
        self.answers = answers
        self.problems = problems
    }
}

/// A parameter of a path or query, or a field of a request or an answer.
struct APIParameter: Hashable, Sendable {
    let name: String
    let words: String
    let schema: Schema
    /// Whether it may be given several times, with one value each.
    var isRepeated = false

    init(_ name: String, _ words: String, _ schema: Schema, isRepeated: Bool = false) {
        self.name = name
        self.words = words
        self.schema = schema
        self.isRepeated = isRepeated
    }
}

/// What a request's body must be.
struct APIBody: Sendable {
    /// The schema of each media type that is taken.
    let types: [String: Schema]
    let isRequired: Bool
    /// Whether a body of another type is refused.
    let isTypeChecked: Bool

    /// A body of JSON.
    static func json(_ schema: Schema) -> APIBody {
        APIBody(types: ["application/json": schema], isRequired: true, isTypeChecked: true)
    }

    /// A body of which only others than we say what it is.
    static func foreign(_ types: [String: Schema], isRequired: Bool) -> APIBody {
        APIBody(types: types, isRequired: isRequired, isTypeChecked: false)
    }
}

/// An answer that is no problem.
struct APIAnswer: Sendable {
    let status: Int
    let words: String
    /// Nil where there is no body.
    let type: String?
    let schema: Schema?
    /// Fields that it always has.
    var fields: [APIParameter] = []

    /// An answer of JSON.
    static func json(_ status: Int, _ words: String, _ schema: Schema, fields: [APIParameter] = []) -> APIAnswer {
        APIAnswer(status: status, words: words, type: "application/json", schema: schema, fields: fields)
    }

    /// An answer of plain text.
    static func text(_ words: String) -> APIAnswer {
        APIAnswer(status: 200, words: words, type: "text/plain", schema: .text())
    }

    /// An answer without a body.
    static func empty(_ words: String) -> APIAnswer {
        APIAnswer(status: 204, words: words, type: nil, schema: nil)
    }
}
