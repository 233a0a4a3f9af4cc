/// An address that the operator lets users reach although it is not public, such as a shop on the own machine.
///
/// Addresses only: a name would leave the choice of the address to whoever answers for the name.
public struct AllowedAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address.
    public let address: IPAddress
    /// The only port; nil for all ports.
    public let port: Int?

    /// An address, with one port or all.
    public init(_ address: IPAddress, port: Int? = nil) {
        self.address = address
        self.port = port
    }

    /// Reads `ADDRESS[:PORT]`, for example `127.0.0.1`, `127.0.0.1:8080`, `::1` or `[::1]:8080`; nil if it is neither.
    public init?(_ text: String) {
        if let address = IPAddress(text) {
            self.init(address)
            return
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        let head = String(text[..<colon])
        // Without brackets the last group of an IPv6 address could be taken for a port.
        guard head.hasPrefix("[") || !head.contains(":"), let address = IPAddress(head),
            (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65_535).contains(port)
        else { return nil }
        self.init(address, port: port)
    }

    /// Whether this exception covers an address and a port.
    func covers(_ address: IPAddress, port: Int) -> Bool {
        self.address == address && (self.port == nil || self.port == port)
    }

    /// The form that ``init(_:)`` reads.
    public var description: String {
        guard let port else { return address.description }
        return address.isVersion4 ? "\(address):\(port)" : "[\(address)]:\(port)"
    }
}
