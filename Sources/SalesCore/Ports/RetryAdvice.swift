/// Whether trying again can help; the only thing that callers decide a retry by.
public enum RetryAdvice: Hashable, Sendable {
    /// The same request will fail the same way.
    case never
    /// It may succeed after this long; nil leaves the wait to the caller's own policy.
    case later(after: Duration?)
}
