/// What one robots.txt asks of one program (RFC 9309).
///
/// Pure. Where the RFC leaves it open this reads a file as Google's parser does: a forgotten colon and common misspellings of
/// `disallow` count, a line is cut after some 16 KiB, and an allowed `…/index.html` allows its directory. `Crawl-delay`
/// is not read: it has no agreed meaning and is no part of the RFC; the operator's rate, `Retry-After` and 429 set the
/// pace.
public struct RobotsRules: Sendable {
    /// What is asked about one URL.
    public enum Verdict: Hashable, Sendable {
        /// It may be fetched.
        case allowed
        /// A line of the file asks not to fetch it.
        case disallowed(line: Int, rule: String)
        /// The file could not be had, so nothing may be fetched (RFC 9309 §2.3.1.4); the status is 0 where there was no
        /// response.
        case unreachable(status: Int)
    }

    private struct Rule {
        let isAllow: Bool
        let pattern: RobotsPattern
        let line: Int
    }

    private enum Basis {
        case rules([Rule])
        case unreachable(status: Int)
    }

    private let basis: Basis
    /// Roughly what it takes to keep this, in bytes.
    let cost: Int

    /// The rules that a file has for a program.
    ///
    /// - Parameters:
    ///   - text: the file; what is beyond ``HostState/maximumRobotsBytes`` is ignored.
    ///   - agent: the program's product token; of a longer `User-Agent` the token at its start is taken.
    public init(text: String, agent: String) {
        self.init(rules: Self.rules(of: Array(text.utf8.prefix(HostState.maximumRobotsBytes))[...], agent: agent))
    }

    /// The rules that follow from a file as it was received, or from its absence.
    ///
    /// A success is read. What the host says it has not (4xx), or only points elsewhere for (3xx), forbids nothing
    /// (RFC 9309 §2.3.1.3). A server error, no response, and a 429, which asks to stay away, forbid everything.
    public init(_ record: RobotsRecord, agent: String) {
        if record.isUnreachable {
            self.init(.unreachable(status: record.status), cost: 0)
        } else if (200..<300).contains(record.status) {
            self.init(text: record.text, agent: agent)
        } else {
            self.init(rules: [])
        }
    }

    private init(rules: [Rule]) {
        // The most specific first, and of two equal ones that which allows: then the first that matches decides.
        let sorted = rules.sorted {
            ($0.pattern.specificity, $0.isAllow ? 1 : 0) > ($1.pattern.specificity, $1.isAllow ? 1 : 0)
        }
        self.init(.rules(sorted), cost: rules.reduce(0) { $0 + $1.pattern.specificity + 64 })
    }

    private init(_ basis: Basis, cost: Int) {
        self.basis = basis
        self.cost = cost
    }

    /// Whether a URL may be fetched.
    ///
    /// The caller guarantees that the file is the one of the URL's scheme, host and port.
    public func verdict(on url: PageURL) -> Verdict {
        verdict(onPath: url.path + (url.query.map { "?\($0)" } ?? ""))
    }

    /// Whether a path with its query may be fetched; the robots.txt itself always may (RFC 9309 §2.2.2).
    func verdict(onPath path: String) -> Verdict {
        guard path != "/robots.txt" else { return .allowed }
        switch basis {
        case .unreachable(let status):
            return .unreachable(status: status)
        case .rules(let rules):
            let octets = PercentDecoding.decoded(Array(path.utf8))
            guard let rule = rules.first(where: { $0.pattern.matches(octets) }), !rule.isAllow else { return .allowed }
            return .disallowed(line: rule.line, rule: "Disallow: \(Self.shortened(rule.pattern.description))")
        }
    }

    /// For messages.
    private static func shortened(_ text: String) -> String {
        text.count <= 80 ? text : text.prefix(80) + "…"
    }

    /// All rules of all groups for the program; those for `*` where no group names it.
    private static func rules(of bytes: ArraySlice<UInt8>, agent: String) -> [Rule] {
        let token = productToken(Array(agent.utf8)[...])
        var own: [Rule] = []
        var general: [Rule] = []
        var isNamed = false
        var (inOwn, inGeneral) = (false, false)
        // The lines that name a group's programs stand together, before its first rule.
        var isNaming = false
        for line in RobotsLine.all(in: bytes) {
            if line.field == .userAgent {
                if !isNaming { (inOwn, inGeneral, isNaming) = (false, false, true) }
                if isEveryone(line.value) {
                    inGeneral = true
                } else if !token.isEmpty, productToken(line.value) == token {
                    (inOwn, isNamed) = (true, true)
                }
                continue
            }
            isNaming = false
            guard inOwn || inGeneral else { continue }
            let rules = rules(of: line)
            if inOwn { own += rules }
            if inGeneral { general += rules }
        }
        return isNamed ? own : general
    }

    private static func rules(of line: RobotsLine) -> [Rule] {
        guard let pattern = RobotsPattern(line.value) else { return [] }
        let isAllow = line.field == .allow
        let index = Array("/index.html".utf8)
        guard isAllow, line.value.count >= index.count, line.value.suffix(index.count).elementsEqual(index),
            let directory = RobotsPattern(line.value.dropLast(index.count - 1) + [UInt8(ascii: "$")])
        else { return [Rule(isAllow: isAllow, pattern: pattern, line: line.number)] }
        return [pattern, directory].map { Rule(isAllow: true, pattern: $0, line: line.number) }
    }

    private static func isEveryone(_ value: ArraySlice<UInt8>) -> Bool {
        value.first == UInt8(ascii: "*") && (value.dropFirst().first ?? 0x20) <= 0x20
    }

    /// The letters, `-` and `_` at the start (RFC 9309 §2.2.1), in lower case.
    static func productToken(_ value: ArraySlice<UInt8>) -> [UInt8] {
        value.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
            .prefix { (97...122).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
            .map { $0 }
    }
}
