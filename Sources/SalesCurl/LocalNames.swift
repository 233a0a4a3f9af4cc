/// Host names that mean nothing on the public internet.
///
/// A resolver inside of a network leads them to this machine or to others of the network.
enum LocalNames {
    /// Whether a host, in lower case and without a dot at its end, is such a name.
    static func contains(_ host: String) -> Bool {
        // A name without a dot is completed by the resolver's search list (resolv.conf(5)).
        guard host.contains(".") else { return true }
        return suffixes.contains { host.hasSuffix($0) }
    }

    /// RFC 6761 (localhost), RFC 6762 (local, and those of its appendix G that routers give out), RFC 8375 (home.arpa),
    /// ICANN's reservation of 2024 (internal), and the usual name of this machine (localdomain).
    private static let suffixes = [
        ".localhost", ".local", ".internal", ".home.arpa", ".localdomain", ".lan", ".home", ".corp", ".intranet",
        ".private",
    ]
}
