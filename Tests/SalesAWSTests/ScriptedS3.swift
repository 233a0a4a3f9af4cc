import Crypto
import Foundation
import SalesCore
import SalesTesting
import Synchronization

@testable import SalesAWS

/// An S3 service that keeps objects in memory, and does with single requests what a test asks for.
///
/// Every connection carries one request, so that libcurl repeats none by itself.
final class ScriptedS3: Sendable {
    /// What a request is.
    enum Operation: String, Hashable, Sendable {
        case put, get, list, create, part, complete, abort
    }

    /// What goes wrong with a request.
    enum Fault: Hashable, Sendable {
        /// It is answered so, and nothing is done.
        case answers(Int, String)
        /// The connection ends without an answer, and nothing is done.
        case breaks
        /// It is done, and the connection ends without an answer.
        case doesAndBreaks
        /// It is done, and answered so.
        case doesAndAnswers(Int, String)
        /// 200, with an error in the body.
        case errsLate(String)
        /// Half of the body comes.
        case truncates
        /// A bit of the body is another one.
        case flips
        /// The body comes without its length.
        case withoutLength
        /// Nothing comes until the other end gives up.
        case stalls
    }

    static let bucket = "archive"
    static let prefix = "sales/"

    private struct State {
        var store = ScriptedBucket()
        var faults: [Operation: [Fault?]] = [:]
        var operations: [Operation] = []
    }

    private let state = Mutex(State())
    private let server: ScriptedServer

    var origin: PageURL { server.origin }
    var requests: [ScriptedServer.Request] { server.requests }
    /// What was asked for, in order.
    var operations: [Operation] { state.withLock { $0.operations } }
    /// The objects, by key without the prefix.
    var objects: [String: [UInt8]] { state.withLock { $0.store.objects } }
    /// Uploads in parts that are neither objects nor given back.
    var uploads: Int { state.withLock { $0.store.uploads.count } }

    /// A service.
    ///
    /// - Parameters:
    ///   - ignoresConditions: Whether it overwrites whatever it is asked.
    ///   - chance: What goes wrong with requests that nothing is scripted for.
    init(
        ignoresConditions: Bool = false,
        chance: @escaping @Sendable (Operation) -> Fault? = { _ in nil }
    ) throws {
        let handler = Mutex<(@Sendable (ScriptedServer.Request, ScriptedConnection) -> Void)?>(nil)
        server = try ScriptedServer(answer: { request, connection in
            handler.withLock { $0 }?(request, connection)
            return false
        })
        state.withLock { $0.store.ignoresConditions = ignoresConditions }
        handler.withLock { handler in
            handler = { [weak self] request, connection in self?.answer(request, connection, chance) }
        }
    }

    func stop() { server.stop() }

    /// Lets things go wrong with the next requests of a kind; nil where one is done as it should be.
    func script(_ operation: Operation, _ faults: Fault?...) {
        state.withLock { $0.faults[operation, default: []] += faults }
    }

    /// Puts an object there, as somebody else would; its key has the prefix before it.
    func put(_ bytes: [UInt8], at key: String) { state.withLock { $0.store.objects[key] = bytes } }

    private func answer(
        _ request: ScriptedServer.Request,
        _ connection: ScriptedConnection,
        _ chance: (Operation) -> Fault?
    ) {
        let call = ScriptedCall(request)
        let fault = state.withLock { state -> Fault? in
            state.operations.append(call.operation)
            guard let next = state.faults[call.operation]?.first else { return chance(call.operation) }
            state.faults[call.operation]?.removeFirst()
            return next
        }
        func done() -> ScriptedBucket.Answer { state.withLock { $0.store.answer(call) } }
        switch fault {
        case .breaks: break
        case .doesAndBreaks: _ = done()
        case .stalls: connection.waitForClose()
        case .answers(let status, let code): respond(.error(status, code), connection)
        case .doesAndAnswers(let status, let code):
            _ = done()
            respond(.error(status, code), connection)
        case .errsLate(let code): respond(.init(body: ScriptedBucket.Answer.error(200, code).body), connection)
        case .truncates: respond(done(), connection) { Array($0.prefix($0.count / 2)) }
        case .flips:
            respond(done(), connection) { body in
                var body = body
                if !body.isEmpty { body[body.count / 2] ^= 1 }
                return body
            }
        case .withoutLength: respond(done(), connection, hasLength: false)
        case nil: respond(done(), connection)
        }
    }

    /// Sends an answer, of which the body may become another on the way.
    private func respond(
        _ answer: ScriptedBucket.Answer,
        _ connection: ScriptedConnection,
        hasLength: Bool = true,
        _ change: ([UInt8]) -> [UInt8] = { $0 }
    ) {
        let length = hasLength ? ["Content-Length: \(answer.body.count)"] : []
        let lines = ["HTTP/1.1 \(answer.status) -", "Connection: close"] + length + answer.fields
        connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        connection.send(change(answer.body))
    }
}

/// A request in the parts that an S3 service looks at.
struct ScriptedCall: Sendable {
    let operation: ScriptedS3.Operation
    /// Without the prefix.
    let key: String
    let query: [String: String]
    let request: ScriptedServer.Request

    init(_ request: ScriptedServer.Request) {
        self.request = request
        let parts = request.target.split(separator: "?", maxSplits: 1)
        let start = "/\(ScriptedS3.bucket)/\(ScriptedS3.prefix)"
        let path = String(decoding: AWSEscaping.decoded(parts.first ?? ""), as: UTF8.self)
        key = path.hasPrefix(start) ? String(path.dropFirst(start.count)) : ""
        var query: [String: String] = [:]
        for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            query[String(name)] = String(decoding: AWSEscaping.decoded(pair.dropFirst(name.count + 1)), as: UTF8.self)
        }
        self.query = query
        operation =
            switch request.method {
            case "PUT": query["partNumber"] == nil ? .put : .part
            case "POST": query["uploads"] == nil ? .complete : .create
            case "DELETE": .abort
            default: query["list-type"] == nil ? .get : .list
            }
    }
}
