import Foundation
import FoundationNetworking

@testable import LocalShop

/// A shop that listens on a free port for the length of a test, with a client that keeps nothing.
struct RunningShop: Sendable {
    let server: ShopServer
    private let session: URLSession

    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        /// The body as JSON objects: an array's elements, or the one object.
        var objects: [[String: any Sendable]] {
            let value = try? JSONSerialization.jsonObject(with: body)
            if let array = value as? [[String: any Sendable]] { return array }
            return (value as? [String: any Sendable]).map { [$0] } ?? []
        }
    }

    static func with(
        products: Int = 20,
        _ body: (RunningShop) async throws -> Void
    ) async throws {
        let shop = Shop(count: products, seed: 1) { Int64(Date().timeIntervalSince1970 * 1000) }
        let server = try await ShopServer.start(shop)
        let configuration = URLSessionConfiguration.ephemeral
        // The server reads byte by byte, which takes a while in a debug build on a busy machine.
        configuration.timeoutIntervalForRequest = 240
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        let running = RunningShop(server: server, session: URLSession(configuration: configuration))
        do {
            try await body(running)
        } catch {
            await server.stop()
            throw error
        }
        running.session.invalidateAndCancel()
        await server.stop()
    }

    func send(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        guard let url = URL(string: server.url + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body.map { Data($0.utf8) }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        var fields: [String: String] = [:]
        for case (let name as String, let value as String) in response.allHeaderFields {
            fields[name.lowercased()] = value
        }
        return Answer(status: response.statusCode, headers: fields, body: data)
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, headers: headers)
    }

    func post(_ path: String, _ body: String) async throws -> Answer {
        try await send("POST", path, body)
    }
}
