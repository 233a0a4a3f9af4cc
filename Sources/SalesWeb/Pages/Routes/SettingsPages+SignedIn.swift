internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// When a person is told, what is signed in as them, and what is kept of them.
extension SettingsPages {
    func telling() -> [Route] {
        [Route(.post, "/settings/telling", for: .people, kind: .page) { request in try await tell(request) }]
    }

    func signedIn() -> [Route] {
        [
            Route(.post, "/settings/sessions/{id}/end", for: .people, kind: .page) { request in
                try await end(request)
            },
            Route(.post, "/settings/sessions/end-others", for: .people, kind: .page) { request in
                try await endOthers(request)
            },
            Route(.post, "/settings/tokens", for: .people, kind: .page) { request in try await make(request) },
            Route(.post, "/settings/tokens/{id}/end", for: .people, kind: .page) { request in try await end(request) },
        ]
    }

    func data() -> [Route] {
        [
            Route(.get, "/settings/export", for: .people, kind: .page) { request in try await export(request) },
            Route(.get, "/settings/erase", for: .people, kind: .page) { request in try erasePage(request) },
            Route(.post, "/settings/erase", for: .people, kind: .page) { request in try await erase(request) },
        ]
    }

    private func tell(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        let form = try await request.form()
        let read = TellingForm(form)
        var faults = read.faults
        if let settings = read.settings,
            let refused = try await change(user, UserChange(settings: settings), at: request.now)
        {
            faults = refused
        }
        guard faults.isEmpty else {
            var said = SettingsView.Said()
            said.telling = SettingsView.Telling(form, faults)
            return try await show(request, said, faults: faults)
        }
        return done(.changed)
    }
}

// MARK: - Sessions and tokens

extension SettingsPages {
    private func end(_ request: WebRequest) async throws -> WebAnswer {
        guard let hash = request.parameters.get("id").flatMap({ SecretHash(hex: $0) }) else {
            throw Problem.nothingHere
        }
        // One that is not there, or not theirs, is gone all the same: nobody learns which.
        try await store.endSessions(of: try request.person.id, .one(hash))
        return done(.ended)
    }

    /// Ends the browsers that are signed in but this one: tokens of programs are ended one by one.
    private func endOthers(_ request: WebRequest) async throws -> WebAnswer {
        let (user, present) = try request.signedIn
        let now = request.now
        let kept = PagedElements { [store] (token) async throws(StoreError) in
            try await store.sessions(of: user.id, at: now, after: token, limit: maximumPageSize)
        }
        for session in try await kept.all() where session.kind == .browser && session.hash != present.hash {
            try await store.endSessions(of: user.id, .one(session.hash))
        }
        return done(.ended)
    }

    /// Makes a token, which is shown this once: on the page itself, since it is kept nowhere.
    private func make(_ request: WebRequest) async throws -> WebAnswer {
        let (user, maker) = try request.signedIn
        let form = try await request.form()
        let wish = TokenWish(form, within: maker.scope, isAdmin: request.caller.may(.admins))
        var said = SettingsView.Said()
        guard let scope = wish.scope, wish.faults.isEmpty else {
            said.token = SettingsView.TokenForm(
                label: wish.faults.field("label", of: form),
                days: wish.faults.field("days", of: form)
            )
            return try await show(request, said, faults: wish.faults)
        }
        let opened = try await accounts.openSession(
            for: user.id,
            kind: .program,
            scope: scope,
            label: wish.label,
            lifetime: .seconds(86_400 * Int64(wish.days)),
            in: store
        )
        said.newToken = SettingsView.NewToken(label: opened.session.label, secret: opened.secret.text)
        return try await show(request, said)
    }
}

/// What a person wants of a new token.
///
/// Pure.
struct TokenWish {
    let label: String
    let days: Int
    /// Nil for what it may not have.
    let scope: AccountSession.Scope?
    private(set) var faults = AccountFaults()

    /// What the fields of a form say.
    ///
    /// - Parameters:
    ///   - widest: the scope of what asks: nobody gets more by a token.
    ///   - isAdmin: whether the person is offered the scope of admins.
    init(_ form: FormFields, within widest: AccountSession.Scope, isAdmin: Bool) {
        label = form.filled("label") ?? ""
        let typed = form.filled("days")
        days = typed.map { Int($0) ?? 0 } ?? SettingsView.standardDays
        let offered = SettingsView.scopes(isAdmin: isAdmin).map(\.value)
        scope = form["scope"].flatMap { offered.contains($0) ? AccountSession.Scope(rawValue: $0) : nil }
            .flatMap { $0 <= widest ? $0 : nil }
        if !(1...AccountSession.maximumLabelLength).contains(label.count) {
            faults.note("label", "Give it a name of 1 to \(AccountSession.maximumLabelLength) characters.")
        }
        if !(1...Self.longestDays).contains(days) {
            faults.note("days", "A token lasts from 1 to \(Self.longestDays) days.")
        }
        // The list has no place for words of its own, and offers nothing else.
        if scope == nil { faults.note("label", "Choose from the list what it may do.") }
    }

    /// The longest time that a token lasts, in days; as the API has it.
    private static let longestDays = 365
}

// MARK: - What is kept

extension SettingsPages {
    private func export(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        do throws(AccountError) {
            let text = try await accounts.export(of: user)
            return .exported(text)
        } catch {
            throw request.failure(error)
        }
    }

    private func erasePage(
        _ request: WebRequest,
        typed: PageField = PageField(),
        status: HTTPResponse.Status = .ok
    ) throws -> WebAnswer {
        // Who is the installation's own is always there.
        guard try request.person.id != .local else { throw Problem.nothingHere }
        let frame = pages.frame("Erase my account", for: request, in: "/settings")
        return pages.page(.confirm, ConfirmView.erase(frame, field: typed), status: status)
    }

    private func erase(_ request: WebRequest) async throws -> WebAnswer {
        let user = try request.person
        let typed = try await request.form().filled("typed") ?? ""
        guard user.id != .local, typed.lowercased() == Self.confirmation else {
            let field = PageField(value: typed, error: "This cannot be undone. Type “\(Self.confirmation)” to do it.")
            return try erasePage(request, typed: field, status: .unprocessableContent)
        }
        try await store.eraseUser(user.id, at: request.now)
        var answer = pages.done(.erased, then: "/")
        answer.fields.append(cookie.removal)
        return answer
    }

    /// A word that nobody types by mistake.
    private static let confirmation = "erase"
}
