import FlyingFox
import Foundation

extension HTTPResponse {
    /// How much of a body is written at once.
    static let writeBytes = 65_536

    static func html(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
        make(Data(text.utf8), "text/html; charset=utf-8", status, headers)
    }

    static func text(_ text: String) -> HTTPResponse {
        make(Data(text.utf8), "text/plain; charset=utf-8", 200, [:])
    }

    static func json(_ value: some Encodable, status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var data = try? encoder.encode(value) else { return HTTPResponse(statusCode: .internalServerError) }
        data.append(0x0A)
        return make(data, "application/json", status, headers)
    }

    /// A control request that can't be done, with a sentence that says why.
    static func problem(_ status: Int, _ sentence: String, headers: HTTPHeaders = [:]) -> HTTPResponse {
        json(["error": sentence], status: status, headers: headers)
    }

    /// A body that is made piece by piece: with a length where `count` is known, chunked otherwise.
    static func pieces(_ pieces: BodyPieces, count: Int?, headers: HTTPHeaders) -> HTTPResponse {
        let body =
            count.map { HTTPBodySequence(from: pieces, count: $0, suggestedBufferSize: writeBytes) }
            ?? HTTPBodySequence(from: pieces, suggestedBufferSize: writeBytes)
        return HTTPResponse(statusCode: .ok, headers: headers, body: body)
    }

    /// No answer at all: the connection is closed.
    static var dropped: HTTPResponse {
        HTTPResponse(webSocket: ConnectionDrop())
    }

    /// The same header without the body, as HEAD and 304 want it.
    func withoutBody() -> HTTPResponse {
        guard case .httpBody(let body) = payload else { return self }
        var head = HTTPResponse(statusCode: statusCode, headers: headers)
        if let count = body.count { head.headers[.contentLength] = String(count) }
        return head
    }

    private static func make(_ data: Data, _ type: String, _ status: Int, _ headers: HTTPHeaders) -> HTTPResponse {
        var headers = headers
        headers[.contentType] = type
        let body = HTTPBodySequence(data: data, suggestedBufferSize: writeBytes)
        return HTTPResponse(statusCode: .shop(status), headers: headers, body: body)
    }
}

extension HTTPStatusCode {
    /// A status with its phrase, which no client reads but people do.
    static func shop(_ code: Int) -> HTTPStatusCode {
        let phrases = [
            200: "OK", 302: "Found", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
            404: "Not Found", 405: "Method Not Allowed", 410: "Gone", 413: "Content Too Large",
            429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
            504: "Gateway Timeout",
        ]
        return HTTPStatusCode(code, phrase: phrases[code] ?? "Status \(code)")
    }
}
