import HTTPTypes

extension HTTPFields {
    /// The values of the cookies of a name that a request carries, in the order sent (RFC 6265 §5.4).
    ///
    /// As they were sent: what an escape in them means is the business of whoever set them.
    func cookies(named name: String) -> [String] {
        self[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard parts.count == 2, parts[0] == name else { return nil }
            return String(parts[1])
        }
    }
}
