/// How long it is waited after runs of an archive that failed, one after another.
///
/// Pure.
struct ArchiveBackOff: Hashable, Sendable {
    /// How many have failed since one ended well.
    private var failures = 0

    /// The wait after the first failure; it doubles with each further one.
    static let firstWait = Duration.seconds(60)
    /// The longest wait, and the one after a failure that somebody must mend: they need not start anything anew then.
    static let longestWait = Duration.seconds(3_600)
    /// The number of failures after which waits have long been the longest.
    private static let counted = 16

    /// Notes a failure, and answers the wait after it.
    mutating func failed(_ error: ArchivingError) -> Duration {
        failures = min(failures + 1, Self.counted)
        guard case .later(let asked) = error.advice else { return Self.longestWait }
        return min(Self.longestWait, max(Self.firstWait * (1 << (failures - 1)), asked ?? .zero))
    }

    /// Notes a run that ended well.
    mutating func succeeded() { failures = 0 }
}
