internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// Proving an address in a browser: by a link that went to it, or by a code.
struct VerifyPages: Sendable {
    private let accounts: Accounts
    private let pages: PageMaker
    private let address: PassingCookie
    private let next: PassingCookie
    private let hasTexts: Bool

    init(_ parts: WebParts, _ pages: PageMaker, _ cookie: SessionCookie) {
        accounts = parts.accounts
        self.pages = pages
        address = .address(beside: cookie)
        next = .next(beside: cookie)
        hasTexts = parts.tracker.notifiers[.sms] != nil
    }

    func all() -> [Route] {
        [
            Route(.get, "/v/{secret}", for: .open, kind: .page) { request in try await question(request) },
            Route(.post, "/v/{secret}", for: .open, kind: .page) { request in try await follow(request) },
            Route(.get, "/verify", for: .open, kind: .page) { request in
                page(request, PageField(value: known(request) ?? ""))
            },
            Route(.post, "/verify", for: .open, kind: .page) { request in try await take(request) },
        ]
    }

    /// Asks before it confirms: scanners of mail open links.
    private func question(_ request: WebRequest) async throws -> WebAnswer {
        let secret = Self.secret(request)
        guard try await accounts.token(secret) != nil else { return pages.deadLink(request) }
        let frame = pages.frame("Is this your address?", for: request)
        return pages.page(.confirm, ConfirmView.address(frame, secret: secret))
    }

    private func follow(_ request: WebRequest) async throws -> WebAnswer {
        let (secret, signedIn) = (Self.secret(request), Self.signedIn(request)?.id)
        guard try await accounts.verify(secret: secret, signedIn: signedIn) == nil else { return verified(request) }
        // An address that is to take another's place is proved by whoever is signed in: they do that first.
        guard signedIn == nil, try await accounts.token(secret) != nil, let place = LocalPath("/v/\(secret)") else {
            return pages.deadLink(request)
        }
        // The way back holds a secret, which no address of a page shows.
        var answer = pages.done(.signInFirst, then: "/sign-in")
        answer.fields.append(next.field(place.text))
        return answer
    }

    private func take(_ request: WebRequest) async throws -> WebAnswer {
        let form = try await request.form()
        let code = form.filled("code") ?? ""
        let typed: TypedAddress
        do throws(TypedAddress.Refused) {
            typed = try TypedAddress(form.filled("address"), hasTexts: hasTexts)
        } catch {
            var faults = AccountFaults()
            faults.note("address", error.words)
            return page(request, faults.field("address", of: form), code: PageField(value: code), faults: faults)
        }
        func refused(_ faults: AccountFaults) -> WebAnswer {
            page(
                request,
                PageField(value: typed.address),
                code: PageField(error: faults["code"] ?? faults.text),
                faults: faults
            )
        }
        let answer = try await accounts.verify(
            code: code,
            address: typed.address,
            channel: typed.channel,
            from: request.countedClient,
            signedIn: Self.signedIn(request)?.id
        )
        switch answer {
        case .verified: return verified(request)
        case .tooMany(let until): return refused(AccountFaults(tooManyUntil: until, at: request.now))
        case .wrong: return refused(.wrongCode)
        }
    }

    /// An address that was proved signs nobody in: the proof is good for a day, and what signs in for minutes.
    private func verified(_ request: WebRequest) -> WebAnswer {
        var answer = pages.done(.verified, then: Self.signedIn(request) == nil ? "/sign-in" : "/settings")
        answer.fields.append(address.removal)
        return answer
    }

    private func page(
        _ request: WebRequest,
        _ typed: PageField,
        code: PageField = PageField(),
        faults: AccountFaults? = nil
    ) -> WebAnswer {
        let view = CodeView(
            .confirm,
            page: pages.frame("Confirm your address", for: request),
            address: typed,
            isKnown: !typed.value.isEmpty && typed.error == nil,
            code: code,
            settings: accounts.settings,
            // Who signs in by a number that is not proved yet gets a code that proves it.
            again: Self.signedIn(request) == nil ? "/sign-in" : "/settings"
        )
        var answer = pages.page(.code, view, status: faults?.status ?? .ok)
        if let faults { answer.fields.append(contentsOf: faults.fields) }
        return answer
    }

    /// Where the code went: what was typed before, else the number of whoever is signed in.
    private func known(_ request: WebRequest) -> String? {
        address.text(in: request.sentFields) ?? Self.signedIn(request)?.phone
    }

    private static func signedIn(_ request: WebRequest) -> User? {
        guard case .person(let user, _) = request.caller else { return nil }
        return user
    }

    private static func secret(_ request: WebRequest) -> String { request.parameters.get("secret") ?? "" }
}
