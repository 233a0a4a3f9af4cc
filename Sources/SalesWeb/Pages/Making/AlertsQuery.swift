import SalesCore

/// Which of the alerts to them a person asks to see: `/alerts?status=`.
///
/// Pure.
enum AlertsQuery: String, CaseIterable, Sendable {
    case all, told, waiting, failed

    /// What the parameter asks for; what no page of ours sends asks for all.
    init(_ text: String?) { self = text.flatMap(AlertsQuery.init(rawValue:)) ?? .all }

    /// The alerts that it holds; nil for all.
    var statuses: [Alert.Status]? {
        switch self {
        case .all: nil
        case .told: [.accepted]
        case .waiting: [.pending, .waiting]
        case .failed: [.dead, .expired, .suppressed]
        }
    }

    var name: String {
        switch self {
        case .all: "All"
        case .told: "Told"
        case .waiting: "Waiting"
        case .failed: "Not told"
        }
    }

    /// The address of it.
    func path(after token: PageToken? = nil) -> String {
        PagePath.text("/alerts", [("status", self == .all ? nil : rawValue), ("after", token?.text)])
    }
}
