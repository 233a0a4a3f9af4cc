internal import HTTPTypes
internal import Hummingbird
import Logging
import SalesCore

/// How a problem is shown to people: to whoever asks, as far as that is known.
typealias PageProblem = @Sendable (Problem, Caller) -> WebAnswer

/// What stands before every route: it asks the same of every request, in the same order.
///
/// Another site's requests are refused; the client is counted; whoever asks is found, and counted; what they may is
/// judged; the work is done, once where it has a key; and what was answered is known again. All of it is noted.
struct Gate: Sendable {
    let authenticator: Authenticator
    let crossSite: CrossSiteCheck
    let proxies: TrustedProxies
    let rates: RateLimiter
    let idempotency: Idempotency
    let log: AccessLog
    let limits: WebLimits
    let time: any TimeSource
    /// Nil while there are no pages: then people read problems as programs do.
    let pageProblem: PageProblem?

    /// What a route answers, or why it does not.
    func respond(to request: Request, by route: Route, _ context: WebContext) async -> Response {
        var exchange = exchange(of: request, route, context)
        let answer: WebAnswer
        do {
            answer = try await self.answer(&exchange, by: route)
        } catch {
            answer = refusal(error, of: exchange)
        }
        return response(answer, to: exchange)
    }

    /// Why a request is not answered that has no route, or none by its method.
    ///
    /// A page says it to whoever is signed in as it says it of what they may not know of, so that the two are the same.
    /// - Parameter route: One of those that its path has.
    func refuse(
        _ request: Request,
        like route: Route?,
        _ context: WebContext,
        because error: any Error
    ) async -> Response {
        var exchange = exchange(of: request, route, context)
        var reason = error
        if exchange.kind == .page, let credential = authenticator.credential(in: request.headers) {
            do {
                _ = try await caller(by: credential, of: &exchange)
            } catch {
                // Whoever asks too often is told so here as well; whom the store cannot name is a stranger.
                if error is Problem { reason = error }
            }
        }
        return response(refusal(reason, of: exchange), to: exchange)
    }

    private func exchange(of request: Request, _ route: Route?, _ context: WebContext) -> Exchange {
        Exchange(
            request: request,
            route: route,
            context: context,
            client: proxies.client(peer: context.peer, fields: request.headers),
            now: time.now
        )
    }

    private func answer(_ exchange: inout Exchange, by route: Route) async throws -> WebAnswer {
        let request = exchange.request
        let credential = authenticator.credential(in: request.headers)
        let hasCookie = credential?.kind == .browser
        guard route.isOneClick || !crossSite.refuses(request.method, request.headers, hasCookie: hasCookie) else {
            throw Problem.otherSite
        }
        let caller = try await caller(by: credential, of: &exchange, by: route)
        try Self.admit(caller, to: route)
        let asked = WebRequest(
            request: request,
            parameters: exchange.context.parameters,
            caller: caller,
            limits: limits,
            client: exchange.client,
            now: exchange.now
        )
        if let operation = route.operation, route.isForPrograms { try asked.only(operation.query) }
        let answer = try await idempotency.answer(to: asked, exchange.context.logger, route.handle)
        guard request.method == .get || request.method == .head else { return answer }
        return answer.validated(against: request.headers[.ifNoneMatch], isSignedIn: caller != .anybody)
    }

    /// Who asks, counted: before the store is asked by their client, and after it by what they proved.
    private func caller(
        by credential: Authenticator.Credential?,
        of exchange: inout Exchange,
        by route: Route
    ) async throws -> Caller {
        guard route.counting != .never else { return .anybody }
        if route.counting == .costly { try count(.client(exchange.client, .costly), .costly, limits.costly, exchange) }
        guard let credential else {
            try count(.client(exchange.client, .address), .address, limits.address, exchange)
            return .anybody
        }
        return try await caller(by: credential, of: &exchange)
    }

    /// Whom a credential proves, counted; the exchange knows them from then on.
    private func caller(
        by credential: Authenticator.Credential,
        of exchange: inout Exchange
    ) async throws -> Caller {
        let session = RateLimiter.Key.session(credential.secret.hash)
        let guesses = RateLimiter.Key.client(exchange.client, .guesses)
        // A secret that held not long ago is asked for all the same: whoever guesses behind the same address as others
        // does not keep them out.
        if !rates.knows(session), let wait = rates.wait(for: guesses, by: limits.guesses, at: exchange.now) {
            throw Problem.tooMany(.guesses, limits.guesses, wait: wait)
        }
        let caller = try await authenticator.caller(by: credential, at: exchange.now)
        guard caller != .anybody else {
            _ = rates.take(guesses, by: limits.guesses, at: exchange.now)
            try count(.client(exchange.client, .address), .address, limits.address, exchange)
            return .anybody
        }
        exchange.caller = caller
        try count(session, .person, limits.person, exchange)
        return caller
    }

    private func count(
        _ key: RateLimiter.Key,
        _ policy: RateLimiter.Policy,
        _ limit: RateLimit,
        _ exchange: Exchange
    ) throws(Problem) {
        guard let wait = rates.take(key, by: limit, at: exchange.now) else { return }
        throw .tooMany(policy, limit, wait: wait)
    }

    /// Lets a caller through who may, with what they signed in with.
    private static func admit(_ caller: Caller, to route: Route) throws(Problem) {
        guard caller.may(route.access) else {
            if caller == .anybody { throw .signInFirst }
            // Who may not know of it is told what they are told where there is nothing.
            throw .nothingHere
        }
        if let needed = route.scope, case .person(_, let session) = caller, session.scope < needed {
            throw .needs(needed, has: session.scope)
        }
    }
}

// MARK: - Answers

extension Gate {
    /// What is answered where something failed, for whoever reads it.
    private func refusal(_ error: any Error, of exchange: Exchange) -> WebAnswer {
        let problem = error as? Problem ?? failure(error, exchange.context)
        guard exchange.kind == .page else { return problem.answer }
        let isReading = exchange.request.method == .get || exchange.request.method == .head
        if problem.kind == .unauthenticated, isReading {
            let next = exchange.request.head.path.flatMap { LocalPath($0) }.map { "?next=\($0.escaped)" } ?? ""
            return WebAnswer(.seeOther, fields: [.location: Self.signIn + next])
        }
        guard let pageProblem else { return problem.answer }
        var answer = pageProblem(problem, exchange.caller)
        answer.fields.append(contentsOf: problem.fields)
        return answer
    }

    /// What is said of an error that nobody foresaw: nothing of it, but in the log.
    private func failure(_ error: any Error, _ context: WebContext) -> Problem {
        switch error {
        case let error as StoreError where error.code == .invalidArgument: return Problem(.invalid, error.message)
        case let error as StoreError where error.advice != .never:
            context.logger.warning(
                "A request met the store's failure",
                metadata: ["error": "\(LogText.line("\(error)"))"]
            )
            return Problem(.unavailable, "The store does not answer just now. Try again later.")
        case is CancellationError:
            return Problem(.unavailable, "The service stops just now. Try again later.")
        default:
            context.logger.error("A request failed", metadata: ["error": "\(LogText.line("\(error)"))"])
            return Problem(.failed, "Something went wrong here, and is in the log. Try again later.")
        }
    }

    /// The answer with the fields that guard whoever shows it; it is noted.
    private func response(_ answer: WebAnswer, to exchange: Exchange) -> Response {
        var response = Response(answer, hasBody: exchange.request.method != .head)
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        if authenticator.cookie.isSecure { response.headers[.strictTransportSecurity] = Self.overTLSAlone }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = exchange.kind == .page ? Self.ownAlone : Self.nothingRuns
        }
        log.note(answer.status, to: exchange, at: time.now)
        return response
    }

    /// Where people sign in.
    private static let signIn = "/sign-in"
    /// For a year from each answer on, browsers come by TLS alone (RFC 6797).
    private static let overTLSAlone = "max-age=31536000"
    /// For what is no page: nothing of it runs, and nobody frames it.
    private static let nothingRuns = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    /// For pages: what runs and styles them is our own and in files of its own; pictures are the shops'.
    private static let ownAlone = """
        default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; connect-src 'self'; \
        form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """
}

extension Problem {
    static func notAllowed(_ allowed: String) -> Problem {
        Problem(.methodNotAllowed, "This takes \(allowed).", fields: [.allow: allowed])
    }
}

extension Response {
    init(_ answer: WebAnswer, hasBody: Bool = true) {
        var fields = answer.fields
        fields[.contentLength] = "\(answer.body.count)"
        self.init(
            status: answer.status,
            headers: fields,
            body: hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)) : ResponseBody()
        )
        // They have none, and it would be taken for that of what they stand for (RFC 9110 §8.6).
        if [.noContent, .notModified].contains(answer.status) { headers[.contentLength] = nil }
    }
}
