/// Calls workers that wait, wherever they run, because something may be due sooner than they know.
///
/// Calls may be lost, as when a connection breaks; workers look by themselves from time to time.
public protocol WorkCalls: Sendable {
    /// The calls that come from now on, those of this handle included; it ends when the store is closed or the task that
    /// reads it is cancelled.
    func workCalls() -> AsyncStream<Void>
}
