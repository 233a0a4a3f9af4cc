import SalesCore

/// The environment variables that are settings, and those that look like settings and are none.
///
/// Pure.
struct EnvironmentSettings: Sendable {
    /// The variables, without empty ones: a variable that is empty counts as one that is not set.
    let variables: [String: String]

    /// The variable that names the configuration file; it has no key of its own.
    static let fileVariable = "SALES_CONFIG"
    private static let prefix = "SALES_"
    /// Of more unknown variables only these many are named.
    private static let maximumWarnings = 10

    init(_ environment: [String: String]) {
        variables = environment.filter { !$0.key.hasPrefix(Self.prefix) || !$0.value.isEmpty }
    }

    /// The names of those that could be settings.
    var names: Set<String> { Set(variables.keys.filter { $0.hasPrefix(Self.prefix) }) }

    /// What to say of variables that nothing reads.
    ///
    /// - Parameter hosts: the hosts that the configuration file names; only they have variables of their own.
    func warnings(hosts: [String]) -> [String] {
        let keys = SettingKey.names(of: nil) + hosts.flatMap { SettingKey.names(of: $0) }
        let known = Set(keys.map { SettingKey.variable(for: [$0]) } + [Self.fileVariable])
        return names.subtracting(known).sorted().prefix(Self.maximumWarnings).map { name in
            "the environment variable \(name) is no setting and does nothing. \(Self.hint(name, known: known))"
        }
    }

    private static func hint(_ name: String, known: Set<String>) -> String {
        let bare = String(name.dropFirst(prefix.count))
        // The name of another host may be near by chance.
        let most = bare.hasPrefix("HOSTS_") ? 2 : 4
        let near = NearestName.of(bare, among: known.sorted().map { String($0.dropFirst(prefix.count)) }, most: most)
        if let near { return "Did you mean \(prefix)\(near)?" }
        guard bare.hasPrefix("HOSTS_") else { return "`salesctl doctor --keys` lists the settings." }
        return "A host has variables of its own only if the configuration file names it."
    }
}
