import Logging
import SalesCore

/// Looks whether mails bounce so often that those to new addresses are halted.
enum ReputationDiagnosis {
    /// A warning where they are; nothing where they are not.
    static func findings(_ store: any TrackingStore) async -> [Finding] {
        let silent = Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() }
        let reputation = Reputation(store: store, logger: silent)
        do {
            let standing = try await reputation.standing(at: SystemTime().now)
            guard standing.isHalted else { return [] }
            return [
                .warning(
                    "mail",
                    "\(Reputation.reason(standing.counts)). They go on by themselves when fewer are; look who signs up."
                        + " `salesctl status` shows it too."
                )
            ]
        } catch {
            return [.failed("mail", CommandFailure(error))]
        }
    }
}
