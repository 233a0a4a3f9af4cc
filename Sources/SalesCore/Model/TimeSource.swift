import Foundation

/// Where the present moment comes from, and how to wait.
///
/// Everything that runs over time takes one of these, so that tests decide what time it is. The core's deciders take
/// plain ``Timestamp`` values and never see it.
public protocol TimeSource: Sendable {
    /// The present moment of the wall clock.
    var now: Timestamp { get }

    /// Suspends for a duration measured on a monotonic clock.
    ///
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func sleep(for duration: Duration) async throws(CancellationError)
}

/// The machine's own clock.
public struct SystemTime: TimeSource {
    /// The machine's clock.
    public init() {}

    /// The present moment of the machine's wall clock.
    public var now: Timestamp { Timestamp(Date()) }

    /// Suspends on the continuous monotonic clock.
    public func sleep(for duration: Duration) async throws(CancellationError) {
        do {
            try await Task.sleep(for: duration, clock: .continuous)
        } catch {
            throw CancellationError()
        }
    }
}
