internal import SalesCore
import Synchronization

/// Whether a service was seen to refuse a write because of its condition.
final class S3Condition: Sendable {
    private let seen = Atomic<Bool>(false)

    /// Whether it was seen.
    var isProven: Bool { seen.load(ordering: .relaxed) }

    /// Notes that it was seen.
    func prove() { seen.store(true, ordering: .relaxed) }
}

extension S3Trouble {
    /// The service wrote what it was asked to write only where nothing is.
    static func unconditional(_ place: S3Place) -> S3Trouble {
        S3Trouble(
            error: ArchiveError(
                .other,
                message: """
                    \(place.host) ignores If-None-Match: it wrote an object a second time. Objects of an archive could \
                    be overwritten there; use a service that knows conditional writes, or a later version of it.
                    """
            )
        )
    }
}
