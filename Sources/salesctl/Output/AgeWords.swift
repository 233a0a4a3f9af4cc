import SalesCore

/// How long ago something was, for people.
enum AgeWords {
    static func text(since moment: Timestamp, now: Timestamp) -> String {
        let seconds = max(0, (now - moment).wholeMilliseconds / 1_000)
        return switch seconds {
        case ..<5: "just now"
        case ..<120: "\(seconds) s ago"
        case ..<7_200: "\(seconds / 60) min ago"
        case ..<172_800: "\(seconds / 3_600) h ago"
        default: "\(seconds / 86_400) days ago"
        }
    }
}
