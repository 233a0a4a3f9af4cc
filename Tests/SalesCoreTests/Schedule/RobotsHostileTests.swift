import SalesTesting
import Testing

@testable import SalesCore

@Suite("Hostile robots.txt")
struct RobotsHostileTests {
    /// The plain definition of a pattern, slow and simple.
    private func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return true }
        if first == UInt8(ascii: "$"), pattern.count == 1 { return path.isEmpty }
        if first == UInt8(ascii: "*") {
            return (0...path.count).contains { matches(pattern.dropFirst(), path.dropFirst($0)) }
        }
        return path.first == first && matches(pattern.dropFirst(), path.dropFirst())
    }

    @Test("a pattern matches what its plain definition says, for 5,000 random patterns")
    func againstDefinition() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<5_000 {
            func text(_ alphabet: String, _ longest: Int) -> [UInt8] {
                [UInt8(ascii: "/")]
                    + (0..<Int.random(in: 0...longest, using: &random)).compactMap { _ in
                        alphabet.utf8.randomElement(using: &random)
                    }
            }
            let pattern = text("aab**", 8) + (Bool.random(using: &random) ? [UInt8(ascii: "$")] : [])
            let path = text("aab", 10)
            #expect(
                RobotsPattern(pattern)?.matches(path) == matches(pattern[...], path[...]),
                "\(String(decoding: pattern, as: UTF8.self)) on \(String(decoding: path, as: UTF8.self))"
            )
        }
    }

    @Test(
        "thousands of stars and near misses are answered",
        arguments: [
            String(repeating: "*a", count: 8_000) + "b", String(repeating: "*", count: 16_000) + "b$",
            "*" + String(repeating: "a", count: 2_000) + "b", String(repeating: "*aab", count: 4_000),
        ]
    )
    func stars(pattern: String) {
        let path = "/" + String(repeating: "a", count: 4_000)
        let text = "user-agent: *\n" + String(repeating: "disallow: /\(pattern)\n", count: 30)
        #expect(RobotsRules(text: text, agent: "kettlebot").verdict(onPath: path) == .allowed)
    }

    @Test("what stands behind the first 500 KiB is not read, what stands before is")
    func tooLong() {
        let line = "disallow: /no\n"
        let filler = String(repeating: "# filler\n", count: (HostState.maximumRobotsBytes - 60) / 9)
        let rules = RobotsRules(text: "user-agent: *\n" + filler + line + filler + "disallow: /late", agent: "k")
        #expect(rules.verdict(onPath: "/no") != .allowed)
        #expect(rules.verdict(onPath: "/late") == .allowed)
        let body = Array(repeating: UInt8(0xFF), count: 3 << 20)
        #expect(RobotsRecord(status: 200, body: body, fetchedAt: .noon).text.utf8.count <= HostState.maximumRobotsBytes)
    }

    @Test("random bytes neither crash the reader nor lose a path's verdict")
    func noise() {
        var random = SeededRandom(seed: 11)
        let words = [
            "user-agent", "disallow", "allow", ":", "*", "$", "/", "%", "%4", "%41", "\r", "\n", "\u{0}", " ", "#", "ü",
            "k",
        ]
        for _ in 0..<2_000 {
            var body = (0..<40).compactMap { _ in words.randomElement(using: &random) }.joined().utf8.map { $0 }
            if Bool.random(using: &random) { body.append(UInt8.random(in: 0...255, using: &random)) }
            let record = RobotsRecord(status: 200, body: body, fetchedAt: .noon)
            let rules = RobotsRules(record, agent: "k")
            let direct = RobotsRules(text: String(decoding: body, as: UTF8.self), agent: "k")
            #expect(!record.text.utf8.contains(0))
            #expect(rules.verdict(onPath: "/robots.txt") == .allowed)
            if String(validating: body, as: UTF8.self) != nil, !body.contains(0) {
                #expect(rules.verdict(onPath: "/A/k") == direct.verdict(onPath: "/A/k"))
            }
        }
    }

    @Test("bytes that are no UTF-8 still make the rule that they are")
    func latin1() {
        let body = Array("user-agent: *\ndisallow: /caf".utf8) + [0xE9]
        let rules = RobotsRules(RobotsRecord(status: 200, body: body, fetchedAt: .noon), agent: "k")
        #expect(rules.verdict(onPath: "/caf%E9/x") != .allowed)
        #expect(rules.verdict(onPath: "/caf%C3%A9/x") == .allowed)
    }

    @Test(
        "what a status means: read, nothing forbidden, or everything",
        arguments: [
            (200, 0), (206, 0), (301, 1), (304, 1), (400, 1), (401, 1), (403, 1), (404, 1), (410, 1), (429, 2),
            (500, 2), (503, 2),
            (599, 2), (0, 2), (101, 2),
        ]
    )
    func statuses(status: Int, meaning: Int) {
        let record = RobotsRecord(status: status, text: "user-agent: *\ndisallow: /p", fetchedAt: .noon)
        let rules = RobotsRules(record, agent: "kettlebot")
        switch meaning {
        case 0:
            #expect(rules.verdict(onPath: "/p") == .disallowed(line: 2, rule: "Disallow: /p"))
            #expect(rules.verdict(onPath: "/q") == .allowed)
        case 1:
            #expect(rules.verdict(onPath: "/p") == .allowed)
        default:
            #expect(rules.verdict(onPath: "/q") == .unreachable(status: status))
        }
    }
}
