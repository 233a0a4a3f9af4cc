internal import SalesCore

/// Why a request to S3 was not done.
struct S3Trouble: Error, Sendable {
    /// S3's status; 0 where there was no answer.
    var status = 0
    /// S3's name for it; empty where it gave none.
    var code = ""
    /// Whether the same request may succeed later.
    var isPassing = false
    /// Whether other credentials may succeed at once.
    var isExpired = false
    /// How long S3 asks to wait.
    var wait: Duration?
    /// What callers of the archive are told.
    var error: ArchiveError

    /// Whether there is something under the key already (RFC 9110 §13.1.2).
    var isTaken: Bool { status == 412 || code == "PreconditionFailed" }

    /// Whether nothing is under the key.
    ///
    /// Only by S3's own word: a 404 of whatever else listens there says nothing of objects.
    var isAbsence: Bool { code == "NoSuchKey" }

    /// Whether there was no answer, so that nobody knows if the request was done.
    var isUncertain: Bool { status == 0 }

    static var cancelled: S3Trouble {
        S3Trouble(
            error: ArchiveError(
                .cancelled,
                advice: .later(after: nil),
                message: "Work on the archive in S3 was given up."
            )
        )
    }
}
