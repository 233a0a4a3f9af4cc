internal import HTTPTypes

/// The proxies before the service, whose word counts on who the client is.
///
/// Pure. Whoever asks can write any field, so that only what a trusted proxy added to one says anything: the field is
/// read from its end, from the proxy that connected to us outwards, as far as each address is a trusted one.
public struct TrustedProxies: Hashable, Sendable {
    /// Where proxies write for whom they ask.
    ///
    /// It is one of the two and never both: a proxy passes the field that it does not know on as the client wrote it.
    public enum Field: String, CaseIterable, Sendable {
        /// `X-Forwarded-For`, as most proxies have it.
        case xForwardedFor = "x-forwarded-for"
        /// `Forwarded` (RFC 7239).
        case forwarded
    }

    /// The networks whose addresses are trusted; none, and what the fields say counts for nothing.
    public var networks: [Network]
    /// The field that they write.
    public var field: Field

    /// Nobody is trusted, unless given.
    public init(_ networks: [Network] = [], field: Field = .xForwardedFor) {
        self.networks = networks
        self.field = field
    }

    /// What a client is counted by: the nearest address that is not a trusted proxy's, as an IPv4 address or as the /64
    /// of an IPv6 one; the peer's where the field cannot be read.
    ///
    /// - Parameter peer: The address at the other end of the connection.
    func client(peer: String, fields: HTTPFields) -> String {
        guard let peer = NetworkAddress(peer) else { return peer }
        var client = peer
        guard isTrusted(client), let named = named(in: fields) else { return peer.client }
        for node in named.suffix(Self.maximumHops).reversed() where isTrusted(client) {
            guard let address = NetworkAddress(node: node) else { return peer.client }
            client = address
        }
        return client.client
    }

    /// The most proxies that one request comes through.
    static let maximumHops = 10

    private func isTrusted(_ address: NetworkAddress) -> Bool { networks.contains { $0.contains(address) } }

    /// The nodes that the field names, the farthest first; nil where it cannot be read.
    private func named(in fields: HTTPFields) -> [String]? {
        switch field {
        case .xForwardedFor:
            return fields[values: .xForwardedFor].flatMap { value in
                value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
                    Self.trimmed($0)
                }
            }
        case .forwarded: return Self.forwarded(fields[values: .forwarded].joined(separator: ","))
        }
    }

    /// What `for` says in each element of `Forwarded`; nothing where an element has none, nil where a quote is open.
    private static func forwarded(_ field: String) -> [String]? {
        guard !field.isEmpty else { return [] }
        var nodes: [String] = []
        for element in parts(of: Array(field.utf8)[...], at: UInt8(ascii: ",")) ?? [] {
            let node = parts(of: element, at: UInt8(ascii: ";"))?.compactMap { pair -> String? in
                let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1)
                guard sides.count == 2, trimmed(sides[0]).lowercased() == "for" else { return nil }
                return unquoted(trimmed(sides[1]))
            }.first
            nodes.append(node ?? "")
        }
        return nodes.isEmpty ? nil : nodes
    }

    /// What stands between separators that are in no quotes; nil where a quote is not closed.
    private static func parts(of text: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>]? {
        var parts: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        var isQuoted = false
        var isEscaped = false
        for (index, byte) in zip(text.indices, text) {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                parts.append(text[start..<index])
                start = index + 1
            }
        }
        return isQuoted ? nil : parts + [text[start...]]
    }

    /// The text without spaces and tabs around it.
    private static func trimmed(_ text: some BidirectionalCollection<UInt8>) -> String {
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        let front = text.drop { blanks.contains($0) }
        guard let last = front.lastIndex(where: { !blanks.contains($0) }) else { return "" }
        return String(decoding: front[...last], as: UTF8.self)
    }

    /// A quoted text without its quotes; an address has nothing in it that would be escaped.
    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast())
    }
}

extension TrustedProxies {
    /// Addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`, or a single one.
    public struct Network: Hashable, Sendable {
        private let base: NetworkAddress
        private let bits: Int

        /// The network of an address with the number of bits that count (CIDR, RFC 4632 §3.1), or of one address; nil
        /// for any other text.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let base = NetworkAddress(String(parts[0])) else { return nil }
            let most = 8 * base.bytes.count
            guard parts.count == 2 else {
                (self.base, bits) = (base, most)
                return
            }
            let digits = parts[1].utf8
            guard digits.count <= 3, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let bits = Int(parts[1]), bits <= most
            else { return nil }
            (self.base, self.bits) = (base, bits)
        }

        func contains(_ address: NetworkAddress) -> Bool { address.sharesPrefix(with: base, bits: bits) }
    }
}
