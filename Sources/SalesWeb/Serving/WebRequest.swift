import Foundation
internal import HTTPTypes
internal import Hummingbird
import SalesCore

/// A request whose route was found and whose caller may take it.
struct WebRequest: Sendable {
    private(set) var request: Request
    let parameters: Parameters
    let caller: Caller
    let limits: WebLimits
    /// What the client is known by: the nearest address that is not a trusted proxy's, of IPv6 its /64; counted by, never
    /// shown or kept in plain text.
    let client: String
    /// The moment at which it came in.
    let now: Timestamp

    /// The person who asks.
    ///
    /// - Throws: `unauthenticated` for a route that is open to everybody.
    var person: User {
        get throws(Problem) {
            guard case .person(let user, _) = caller else { throw .signInFirst }
            return user
        }
    }

    /// Where the page that is asked for begins: `?after=TOKEN`, as the page before said.
    func pageToken() throws(Problem) -> PageToken? {
        guard let text = query("after") else { return nil }
        // What no token has does not come as far as a store.
        guard (1...Self.longestToken).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .wrong("after", "No page gave this token.") }
        return PageToken(text: text)
    }

    /// How many rows a page has: `?limit=N`.
    func pageLimit() throws(Problem) -> Int {
        guard let text = query("limit") else { return Self.standardPage }
        guard let limit = Int(text), limit.description == text, (1...Self.largestPage).contains(limit) else {
            throw .wrong("limit", "A page has from 1 to \(Self.largestPage) rows.")
        }
        return limit
    }

    /// A parameter of the query, as it was before it was escaped; nil where it is not given.
    func query(_ name: String) -> String? {
        request.uri.queryParameters[name[...]].map { String($0) }
    }

    /// The product that the path names as `{id}`.
    ///
    /// - Throws: `not-found` for what is no product's number.
    func productID() throws(Problem) -> ProductID {
        try pathNumber()
    }

    /// The number that the path names as `{id}`, in the one way in which a number is written.
    ///
    /// - Throws: `not-found` for any other text.
    func pathNumber<ID: StoreIdentifier>(_ type: ID.Type = ID.self) throws(Problem) -> ID {
        guard let text = parameters.get("id"), let id = ID(text), id.description == text else { throw .nothingHere }
        return id
    }

    /// How many rows a page has unless the query says so.
    static let standardPage = 50
    /// The most rows of a page.
    static let largestPage = 200
    /// More bytes than a page token has.
    static let longestToken = 700

    /// The body as JSON.
    ///
    /// - Throws: `unsupported-type`, `too-large`, `malformed`, and `invalid` with the member that is wrong.
    func body<Body: Decodable>(as type: Body.Type = Body.self) async throws -> Body {
        let media = request.headers[.contentType].map { $0.prefix { $0 != ";" }.lowercased() }
        guard media?.trimmingCharacters(in: .whitespaces) == "application/json" else {
            throw Problem(.unsupportedType, "The body must be JSON: send it as Content-Type: application/json.")
        }
        let bytes = Data(try await bytes())
        do {
            return try JSONDecoder().decode(Body.self, from: bytes)
        } catch let error as DecodingError {
            throw Problem(error, isJSON: (try? JSONSerialization.jsonObject(with: bytes)) != nil)
        }
    }

    /// The fields of a form that a page sent, in the order in which they came (WHATWG URL,
    /// application/x-www-form-urlencoded).
    ///
    /// - Throws: `unsupported-type`, `too-large`, `malformed`.
    func form() async throws -> FormFields {
        let media = request.headers[.contentType].map { $0.prefix { $0 != ";" }.lowercased() }
        guard media?.trimmingCharacters(in: .whitespaces) == "application/x-www-form-urlencoded" else {
            throw Problem(.unsupportedType, "The body must be a form: application/x-www-form-urlencoded.")
        }
        guard let form = FormFields(try await bytes()) else {
            throw Problem(.malformed, "The form has more than \(FormFields.maximumCount) fields, or is not UTF-8.")
        }
        return form
    }

    /// The request with its body in hand, of which nothing comes from the connection any more: whoever reads it, reads it
    /// again.
    func keeping(_ body: [UInt8]) -> WebRequest {
        var kept = self
        kept.request.body = RequestBody(buffer: ByteBuffer(bytes: body))
        return kept
    }

    /// The bytes of the body, up to the limit.
    ///
    /// They come once from a connection, and as often as wanted from a request that was kept by ``keeping(_:)``.
    ///
    /// - Throws: `too-large`; `malformed` where the body breaks off.
    func bytes() async throws -> [UInt8] {
        let tooLarge = Problem(.tooLarge, "The body may have \(limits.bodyBytes) bytes at most.")
        if let announced = request.headers[.contentLength].flatMap(Int.init), announced > limits.bodyBytes {
            throw tooLarge
        }
        var bytes: [UInt8] = []
        var pieces = request.body.makeAsyncIterator()
        while let piece = try await Self.next(of: &pieces) {
            guard bytes.count + piece.readableBytes <= limits.bodyBytes else { throw tooLarge }
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }

    /// The next piece of a body; whatever fails there is the client's or the connection's doing.
    private static func next(of pieces: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        do {
            return try await pieces.next()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Problem(.malformed, "The body breaks off, or is not sent as HTTP/1.1 has it.")
        }
    }
}

extension Problem {
    /// What is said of a parameter of the query.
    static func wrong(_ parameter: String, _ detail: String) -> Problem {
        Problem(.invalid, "Something in the query is wrong.", faults: [Fault(at: parameter, detail: detail)])
    }

    static let signInFirst = Problem(
        .unauthenticated,
        "Sign in, or send an API token: Authorization: Bearer TOKEN.",
        fields: [.wwwAuthenticate: "Bearer"]
    )

    /// What is said where there is nothing, and where there is something of somebody else: nobody can tell the two apart.
    static let nothingHere = Problem(.notFound, "There is nothing under this address, or nothing of yours.")

    /// What is wrong with a body that JSON allows, or that is no JSON.
    ///
    /// - Parameter isJSON: the decoder says of a number that a member cannot have what it says of what is no JSON.
    init(_ error: DecodingError, isJSON: Bool = false) {
        func invalid(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil, _ words: String) -> Problem {
            let path = context.codingPath + (last.map { [$0] } ?? [])
            let pointer = path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
            return Problem(.invalid, "Something in the body is wrong.", faults: [Fault(at: pointer, detail: words)])
        }
        switch error {
        case .keyNotFound(let key, let context): self = invalid(context, key, "This is missing.")
        case .valueNotFound(_, let context): self = invalid(context, nil, "This may not be null.")
        case .typeMismatch(_, let context): self = invalid(context, nil, "This is of another type.")
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            self =
                isJSON
                ? Problem(.invalid, "A number of the body is too large, or is not whole.")
                : Problem(.malformed, "The body is no JSON.")
        case .dataCorrupted(let context): self = invalid(context, nil, context.debugDescription)
        @unknown default: self = Problem(.malformed, "The body cannot be read.")
        }
    }
}
