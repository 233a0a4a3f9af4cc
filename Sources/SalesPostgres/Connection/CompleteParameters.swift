import Foundation

/// What libpq is told: what an address says, and what we want where neither it nor libpq's own places say otherwise.
struct CompleteParameters: Sendable {
    /// What is told, by keyword.
    let values: [String: String]
    /// Whether all hosts are this machine.
    let isLocal: Bool
    private let defaults: [String: String]

    /// - Parameters:
    ///   - given: what the address says.
    ///   - defaults: what libpq uses for the rest.
    ///   - isUnknown: whether it names a service that libpq does not find, which could hold anything.
    init(_ given: [String: String], over defaults: [String: String], isUnknown: Bool = false) {
        self.defaults = defaults
        func value(_ keyword: String) -> String? { given[keyword] ?? defaults[keyword] }
        /// Whether nobody chose a value, as far as can be told: the standard one of libpq may have been chosen.
        func isLeft(_ keyword: String, at standard: String) -> Bool {
            given[keyword] == nil && defaults[keyword].map { $0 == standard } ?? true
        }
        let hosts = (value("hostaddr") ?? value("host") ?? "").split(separator: ",").map(String.init)
        isLocal = hosts.allSatisfy(Self.isLocal) && (!isUnknown || !hosts.isEmpty)

        var values = given
        if !isLocal, isLeft("sslmode", at: "prefer") { values["sslmode"] = "verify-full" }
        let mode = values["sslmode"] ?? defaults["sslmode"] ?? ""
        if mode.hasPrefix("verify"), value("sslrootcert") == nil { values["sslrootcert"] = Self.authorities }
        if hosts.count > 1, isLeft("target_session_attrs", at: "any") {
            values["target_session_attrs"] = "read-write"
        }
        values["client_encoding"] = "UTF8"
        for (keyword, standard) in Self.standards where value(keyword) == nil { values[keyword] = standard }
        self.values = values
    }

    /// What is told to reach each server alone, in their order; all at once where libpq must choose among them.
    ///
    /// libpq goes on to the next server when one refuses, but waits for one that is silent until somebody gives up.
    var servers: [[String: String]] {
        func list(_ keyword: String) -> [String]? {
            value(keyword).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        }
        let (names, addresses) = (list("host"), list("hostaddr"))
        let count = max(names?.count ?? 0, addresses?.count ?? 0)
        let ports = list("port") ?? []
        let isWhole =
            [names?.count, addresses?.count].allSatisfy { $0 == nil || $0 == count }
            && (ports.count < 2 || ports.count == count)
        guard count > 1, isWhole, value("target_session_attrs") != "prefer-standby" else { return [values] }
        return (0..<count).map { place in
            var alone = values
            alone["host"] = names?[place]
            alone["hostaddr"] = addresses?[place]
            if ports.count > 1 { alone["port"] = ports[place] }
            return alone
        }
    }

    /// The value that counts.
    func value(_ keyword: String) -> String? { values[keyword] ?? defaults[keyword] }

    /// What is set unless something says otherwise: a peer that is gone is noticed within half a minute.
    private static let standards = [
        "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "20000",
    ]

    /// Where authorities are looked for when a server must prove who it is and nothing else is said: libpq's own file,
    /// else the system's.
    private static var authorities: String? {
        let own = FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".postgresql/root.crt").path
        let known = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"]
        return ([own] + known).first(where: FileManager.default.isReadableFile(atPath:))
    }

    private static func isLocal(_ host: String) -> Bool {
        host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber }
    }
}
