import Foundation
import SalesSQLite
import Testing

@testable import SalesCore

/// Where the figures go; nil where nobody asks for them.
private let figuresPath = ProcessInfo.processInfo.environment["SALES_SIGN_UP_FIGURES"]

/// Measures sign-ups for the campaign `sign_up`, which names the file that the figures go to; it asserts no seconds.
@Suite("Figures of sign-ups", .enabled(if: figuresPath != nil), .timeLimit(.minutes(15)))
struct SignUpFigures {
    private static let pairs = 1_000

    @Test("A known and a new address are signed up in turns")
    func pairs() async throws {
        let path = try #require(figuresPath)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sign-ups-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await SQLiteStore(path: folder.path + "/store.sqlite", time: SystemTime())
        var settings = Accounts.Settings()
        settings.signUps = .max
        let key = try #require(LinkKey(bytes: Array(1...32)))
        let accounts = Accounts(store: store, key: key, settings: settings)
        let known = try await accounts.add(SignUp(email: "known@example.com")).user
        #expect(try await accounts.confirm(known, on: .email))
        var lines: [String] = []
        for number in 0..<Self.pairs {
            // Who comes first changes, so that neither always finds the pages that the other has read.
            for isKnown in number.isMultiple(of: 2) ? [true, false] : [false, true] {
                let signUp = try SignUp(email: isKnown ? "known@example.com" : "new\(number)@example.com")
                let begin = ContinuousClock.now
                try await accounts.signUp(signUp, from: "client \(number)")
                let took = (ContinuousClock.now - begin) / .microseconds(1)
                lines.append("{\"known\": \(isKnown), \"microseconds\": \(Int(took))}")
            }
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        try await store.close()
    }
}
