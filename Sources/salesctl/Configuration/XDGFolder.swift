import Foundation

/// A folder of a person's own, by the XDG Base Directory Specification.
enum XDGFolder {
    case configuration
    case data

    /// The folder; a relative path in the variable counts as none.
    func path(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let (variable, standard) =
            switch self {
            case .configuration: ("XDG_CONFIG_HOME", ".config")
            case .data: ("XDG_DATA_HOME", ".local/share")
            }
        let named = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return named ?? Self.home(environment) + "/" + standard
    }

    /// The person's home: `HOME`, or where that is none what the machine knows of its user.
    static func home(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    }
}
