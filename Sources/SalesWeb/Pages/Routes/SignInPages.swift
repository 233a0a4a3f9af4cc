internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// Signing in and out in a browser: by a link or a code that goes to an address, or by a link of the terminal.
struct SignInPages: Sendable {
    private let accounts: Accounts
    private let store: any SessionStore
    private let pages: PageMaker
    private let cookie: SessionCookie
    private let address: PassingCookie
    private let next: PassingCookie
    private let device: PassingCookie
    /// Whether texts can be sent, and whether anything can.
    private let hasTexts: Bool
    private let hasLetters: Bool

    init(_ parts: WebParts, _ pages: PageMaker, _ cookie: SessionCookie) {
        accounts = parts.accounts
        store = parts.store
        self.pages = pages
        self.cookie = cookie
        address = .address(beside: cookie)
        next = .next(beside: cookie)
        device = .device(beside: cookie)
        hasTexts = parts.tracker.notifiers[.sms] != nil
        hasLetters = hasTexts || parts.tracker.notifiers[.email] != nil
    }

    /// The routes; where the service is one person's own, without letters, and without an end that they would have to
    /// undo at the terminal.
    func all() -> [Route] {
        let links = [
            Route(.get, "/sign-in", for: .open, kind: .page) { request in show(request) },
            Route(.get, "/s/{secret}", for: .open, kind: .page) { request in try await question(request) },
            Route(.post, "/s/{secret}", for: .open, kind: .page) { request in try await follow(request) },
        ]
        guard !pages.settings.isPrivate else { return links }
        return links + [
            Route(.post, "/sign-in", for: .open, kind: .page) { request in try await ask(request) },
            Route(.get, "/sign-in/sent", for: .open, kind: .page) { request in
                pages.page(.message, MessageView.signInSent(pages.frame("Look into your mail", for: request)))
            },
            Route(.get, "/sign-in/code", for: .open, kind: .page) { request in
                codePage(request, PageField(value: address.text(in: request.sentFields) ?? ""))
            },
            Route(.post, "/sign-in/code", for: .open, kind: .page) { request in try await take(request) },
            Route(.post, "/sign-out", for: .open, kind: .page, counting: .usual) { request in
                try await signOut(request)
            },
        ]
    }
}

// MARK: - Asking for a link or a code

extension SignInPages {
    private func show(_ request: WebRequest) -> WebAnswer {
        let wanted = request.query("next").flatMap { LocalPath($0) }
        guard request.caller == .anybody else { return pages.done(nil, then: wanted?.text ?? Self.home) }
        guard hasLetters, !pages.settings.isPrivate else {
            let frame = pages.frame("Sign in", for: request)
            return pages.page(.message, MessageView.terminalLink(frame, isPrivate: pages.settings.isPrivate))
        }
        return askPage(request, PageField(), wanted)
    }

    private func askPage(
        _ request: WebRequest,
        _ typed: PageField,
        _ wanted: LocalPath?,
        status: HTTPResponse.Status = .ok,
        fields: HTTPFields = [:]
    ) -> WebAnswer {
        var view = SignInView(page: pages.frame("Sign in", for: request), hasTexts: hasTexts, address: typed)
        view.next = wanted?.text
        var answer = pages.page(.signIn, view, status: status)
        answer.fields.append(contentsOf: fields)
        return answer
    }

    /// Has a letter sent; the answer is the same whoever has the address.
    private func ask(_ request: WebRequest) async throws -> WebAnswer {
        guard hasLetters else { throw Problem.nothingHere }
        let form = try await request.form()
        let wanted = form.filled("next").flatMap { LocalPath($0) }
        func refused(_ words: String, _ status: HTTPResponse.Status, _ fields: HTTPFields = [:]) -> WebAnswer {
            let typed = PageField(value: form["address"] ?? "", error: words)
            return askPage(request, typed, wanted, status: status, fields: fields)
        }
        let typed: TypedAddress
        do throws(TypedAddress.Refused) {
            typed = try TypedAddress(form.filled("address"), hasTexts: hasTexts)
        } catch {
            return refused(error.words, .unprocessableContent)
        }
        do throws(AccountError) {
            try await accounts.requestSignIn(
                of: typed.address,
                on: typed.channel,
                from: request.countedClient,
                device: device.text(in: request.sentFields)
            )
        } catch {
            let faults = try AccountFaults(error, at: request.now)
            return refused(faults.text, faults.status, faults.fields)
        }
        let isCode = typed.channel == .sms || accounts.links == nil
        var answer = pages.done(nil, then: isCode ? "/sign-in/code" : "/sign-in/sent")
        if isCode { answer.fields.append(address.field(typed.address)) }
        if let wanted { answer.fields.append(next.field(wanted.text)) }
        return answer
    }
}

// MARK: - Signing in

extension SignInPages {
    /// Asks before it signs in: scanners of mail open links.
    private func question(_ request: WebRequest) async throws -> WebAnswer {
        let secret = Self.secret(request)
        guard try await accounts.signInToken(secret) != nil else { return pages.deadLink(request) }
        return pages.page(.confirm, ConfirmView.signIn(pages.frame("Sign in", for: request), secret: secret))
    }

    private func follow(_ request: WebRequest) async throws -> WebAnswer {
        guard let user = try await accounts.signIn(link: Self.secret(request)) else { return pages.deadLink(request) }
        return try await enter(user, request)
    }

    private func codePage(
        _ request: WebRequest,
        _ typed: PageField,
        code: PageField = PageField(),
        faults: AccountFaults? = nil
    ) -> WebAnswer {
        let view = CodeView(
            .signIn,
            page: pages.frame("Type the code", for: request),
            address: typed,
            isKnown: !typed.value.isEmpty && typed.error == nil,
            code: code,
            settings: accounts.settings,
            again: "/sign-in"
        )
        var answer = pages.page(.code, view, status: faults?.status ?? .ok)
        if let faults { answer.fields.append(contentsOf: faults.fields) }
        return answer
    }

    /// Takes a code that signs in, or one that proves the number that somebody tried to sign in by before they proved
    /// it: both are tried, so that the work is the same whoever has the address.
    private func take(_ request: WebRequest) async throws -> WebAnswer {
        let form = try await request.form()
        let code = form.filled("code") ?? ""
        let typed: TypedAddress
        do throws(TypedAddress.Refused) {
            typed = try TypedAddress(form.filled("address"), hasTexts: hasTexts)
        } catch {
            var faults = AccountFaults()
            faults.note("address", error.words)
            return codePage(request, faults.field("address", of: form), code: PageField(value: code), faults: faults)
        }
        func refused(_ faults: AccountFaults) -> WebAnswer {
            codePage(
                request,
                PageField(value: typed.address),
                code: PageField(error: faults["code"] ?? faults.text),
                faults: faults
            )
        }
        let answer = try await accounts.signIn(
            digits: code,
            address: typed.address,
            channel: typed.channel,
            from: request.countedClient,
            device: device.text(in: request.sentFields)
        )
        switch answer {
        case .signedIn(let user): return try await enter(user, request)
        case .tooMany(let until): return refused(AccountFaults(tooManyUntil: until, at: request.now))
        case .wrong: break
        }
        switch try await accounts.verify(
            code: code,
            address: typed.address,
            channel: typed.channel,
            from: request.countedClient
        ) {
        case .verified: return pages.done(.verified, then: "/sign-in")
        case .tooMany(let until): return refused(AccountFaults(tooManyUntil: until, at: request.now))
        case .wrong: return refused(.wrongCode)
        }
    }

    /// Begins a session of the browser, in place of the one that it had, and goes on to where the person wanted to go.
    ///
    /// The session is good for whatever the person may do: what needs an admin asks whether they are one as well.
    private func enter(_ user: User, _ request: WebRequest) async throws -> WebAnswer {
        let opened = try await accounts.openSession(
            for: user.id,
            kind: .browser,
            scope: .admin,
            label: BrowserName.text(request.sentFields[.userAgent]),
            in: store
        )
        if case .person(let before, let session) = request.caller, session.kind == .browser {
            try await store.endSessions(of: before.id, .one(session.hash))
        }
        let wanted = next.text(in: request.sentFields).flatMap { LocalPath($0) }
        var answer = pages.done(nil, then: wanted?.text ?? Self.home)
        answer.fields.append(cookie.field(opened.secret, lifetime: Accounts.browserLifetime))
        answer.fields.append(device.field(accounts.deviceMark(of: user.id)))
        answer.fields.append(address.removal)
        answer.fields.append(next.removal)
        return answer
    }

    /// Ends the session that asks; who has none is signed out already.
    private func signOut(_ request: WebRequest) async throws -> WebAnswer {
        if case .person(let user, let session) = request.caller {
            try await store.endSessions(of: user.id, .one(session.hash))
        }
        var answer = pages.done(.signedOut, then: "/")
        answer.fields.append(cookie.removal)
        return answer
    }

    private static func secret(_ request: WebRequest) -> String { request.parameters.get("secret") ?? "" }

    /// Where whoever signed in goes who wanted to go nowhere.
    private static let home = "/products"
}

extension PageMaker {
    /// What is shown for a link that is used, too old or none of ours: nobody learns which.
    func deadLink(_ request: WebRequest) -> WebAnswer {
        page(.message, MessageView.deadLink(frame("This link does not work", for: request)), status: .notFound)
    }
}

extension AccountFaults {
    /// What is said of a code that proves nothing, whoever has the address.
    static var wrongCode: AccountFaults {
        var faults = AccountFaults()
        faults.note("code", "This code is wrong, or good no more. Ask for another.")
        return faults
    }
}
