/// Where each setting comes from, so that a complaint names the line or the variable to mend.
struct SettingOrigins: Sendable {
    /// The configuration file, where there is one.
    var file: String?
    /// Where the values of the file's keys stand, by the keys with dots.
    var places: [String: ConfigurationFile.Place] = [:]
    /// The environment variables that are set.
    var variables: Set<String> = []

    /// What set a key: a variable, or else a place in the file; nil where it has its standard value.
    func origin(of key: [String]) -> String? {
        let variable = SettingKey.variable(for: key)
        if variables.contains(variable) { return "The environment variable \(variable)" }
        guard let file, let place = places[key.joined(separator: ".")] else { return nil }
        return "\(file) \(place)"
    }

    /// A complaint about a key's value.
    ///
    /// - Parameter words: what follows the key: "must be …".
    func failure(_ key: [String], _ words: String, _ status: ExitStatus = .badData) -> CommandFailure {
        let name = key.joined(separator: ".")
        return CommandFailure(status, "\(origin(of: key).map { "\($0): " } ?? "")\(name) \(words)")
    }

    /// A complaint about a key without a host's name in it.
    func failure(_ key: String, _ words: String, _ status: ExitStatus = .badData) -> CommandFailure {
        failure(key.split(separator: ".").map(String.init), words, status)
    }
}
