internal import Crypto
internal import HTTPTypes
internal import Hummingbird
import Logging
import SalesCore

/// Does a request with an `Idempotency-Key` once, however often it comes
/// (draft-ietf-httpapi-idempotency-key-header-07).
///
/// It is for what changes something in the API, and for people: their keys are their own. The key of a request that was
/// done is known for ``SalesCore/IdempotencyKey/lifetime`` at least.
struct Idempotency: Sendable {
    let store: any IdempotencyStore
    /// How long the work may take before somebody else may do it.
    let lease: Duration

    /// What the work answers; what it answered before where the same request was done; or why it is not done.
    ///
    /// What failed here and not by the request (500 and above), or was too much just now (429), is not kept, so that the
    /// next request does it again; nor is an answer of more than ``SalesCore/KeptAnswer/maximumBytes``.
    func answer(
        to request: WebRequest,
        _ logger: Logger,
        _ work: @Sendable (WebRequest) async throws -> WebAnswer
    ) async throws -> WebAnswer {
        guard let key = try Self.key(of: request) else { return try await work(request) }
        let body = try await request.bytes()
        let fingerprint = Self.fingerprint(of: request, body)
        switch try await store.begin(key, fingerprint: fingerprint, lease: lease, at: request.now) {
        case .finished(let kept): return WebAnswer(kept)
        case .inProgress: throw Problem.inProgress
        case .otherRequest: throw Problem.keyReused
        case .begun(let token):
            let place = Place(store: store, key: key, token: token, logger: logger)
            return try await place.answer(to: request.keeping(body), work)
        }
    }

    /// A key that is the caller's to work on.
    private struct Place {
        let store: any IdempotencyStore
        let key: IdempotencyKey
        let token: Int64
        let logger: Logger

        func answer(
            to request: WebRequest,
            _ work: @Sendable (WebRequest) async throws -> WebAnswer
        ) async throws -> WebAnswer {
            let answer: WebAnswer
            do {
                answer = try await work(request)
            } catch {
                if let problem = error as? Problem { await keep(problem.answer) } else { await abandon() }
                throw error
            }
            await keep(answer)
            return answer
        }

        /// The work is done whether its answer is kept or not: what fails here is not the request's matter, and the lease
        /// runs out by itself.
        private func keep(_ answer: WebAnswer) async {
            let answer = answer.isToldOnce ? Problem.toldOnce.answer : answer
            guard answer.status.code < 500, answer.status != .tooManyRequests,
                answer.body.count <= KeptAnswer.maximumBytes
            else { return await abandon() }
            do {
                _ = try await store.finish(key, token: token, with: KeptAnswer(answer))
            } catch {
                note(error)
            }
        }

        private func abandon() async {
            do {
                try await store.abandon(key, token: token)
            } catch {
                note(error)
            }
        }

        private func note(_ error: any Error) {
            logger.warning(
                "What became of an Idempotency-Key was not kept",
                metadata: ["error": "\(LogText.line("\(error)"))"]
            )
        }
    }

    /// The key of a request; nil where it has none, or needs none.
    ///
    /// - Throws: `malformed` for what is no key.
    private static func key(of request: WebRequest) throws(Problem) -> IdempotencyKey? {
        guard methods.contains(request.request.method), request.request.uri.path.hasPrefix(Exchange.programs),
            case .person(let user, _) = request.caller, let field = request.request.headers[.idempotencyKey]
        else { return nil }
        guard let text = Self.text(of: field) else {
            let most = IdempotencyKey.maximumLength
            throw Problem(
                .malformed,
                "The Idempotency-Key must be a text in quotes of 1 to \(most) printable ASCII characters."
            )
        }
        return IdempotencyKey(userID: user.id, text: text)
    }

    /// The text of a field: a string of structured fields (RFC 9651 §3.3.3), whose parameters count for nothing; or what
    /// many programs send, the text without quotes.
    static func text(of field: String) -> String? {
        let bytes = Array(field.utf8)
        guard bytes.first == UInt8(ascii: "\"") else { return key(bytes, where: { (0x21...0x7E).contains($0) }) }
        var text: [UInt8] = []
        var rest = bytes.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                let isWhole = rest.isEmpty || rest.first == UInt8(ascii: ";")
                return isWhole ? key(text, where: { (0x20...0x7E).contains($0) }) : nil
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst(), escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\")
                else { return nil }
                text.append(escaped)
            default: text.append(byte)
            }
        }
        return nil
    }

    private static func key(_ bytes: [UInt8], where isAllowed: (UInt8) -> Bool) -> String? {
        guard (1...IdempotencyKey.maximumLength).contains(bytes.count), bytes.allSatisfy(isAllowed) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The hash of the method, the path with its query and the body, each ended by what the ones before cannot have.
    private static func fingerprint(of request: WebRequest, _ body: [UInt8]) -> SecretHash {
        let head = "\(request.request.method.rawValue) \(request.request.head.path ?? "")\n"
        let hash = SHA256.hash(data: Array(head.utf8) + body)
        guard let fingerprint = SecretHash(bytes: Array(hash)) else { preconditionFailure("A SHA-256 has 32 bytes") }
        return fingerprint
    }

    /// The methods whose requests are done once.
    static let methods: Set<HTTPRequest.Method> = [.post, .patch, .delete]
}

extension Problem {
    static let inProgress = Problem(
        .inProgress,
        "A request with this Idempotency-Key is being done. Ask again for its answer.",
        fields: [.retryAfter: "1"]
    )

    static let keyReused = Problem(
        .keyReused,
        "This Idempotency-Key came with another request before. Take a new one for each request that is to be done."
    )

    static let toldOnce = Problem(
        .toldOnce,
        "This was done when it was asked for first. Its answer had a secret in it, of which nothing is kept."
    )
}

extension KeptAnswer {
    fileprivate init(_ answer: WebAnswer) {
        self.init(status: answer.status.code, contentType: answer.fields[.contentType], body: answer.body)
    }
}

extension WebAnswer {
    fileprivate init(_ kept: KeptAnswer) {
        self.init(
            HTTPResponse.Status(code: kept.status),
            fields: [.idempotencyReplayed: "true"],
            body: kept.body
        )
        fields[.contentType] = kept.contentType
    }
}
