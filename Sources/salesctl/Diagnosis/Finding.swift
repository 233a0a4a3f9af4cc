/// One thing that the doctor looked at.
struct Finding: Encodable, Sendable {
    /// How it is.
    enum State: String, Encodable, Sendable {
        case ok
        /// It works, but perhaps not as somebody thinks.
        case warning
        case failed
    }

    let subject: String
    let state: State
    let message: String
    /// The exit code that the finding earns; 0 for none.
    let exitCode: Int32

    static func fine(_ subject: String, _ message: String) -> Finding {
        Finding(subject: subject, state: .ok, message: message, exitCode: 0)
    }

    static func warning(_ subject: String, _ message: String) -> Finding {
        Finding(subject: subject, state: .warning, message: message, exitCode: 0)
    }

    static func failed(_ subject: String, _ message: String, _ status: ExitStatus) -> Finding {
        Finding(subject: subject, state: .failed, message: message, exitCode: status.rawValue)
    }

    static func failed(_ subject: String, _ failure: CommandFailure) -> Finding {
        failed(subject, failure.message, failure.status)
    }
}
