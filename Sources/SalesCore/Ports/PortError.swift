/// Why something behind a port was not done; act on ``code`` and ``advice``, never on the text.
///
/// The errors of all ports have this one shape: ``StoreError``, ``FetchError``, ``NotifyError``, ``ArchiveError``.
public struct PortError<Kind: PortErrorCode>: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is; open, so that an implementation may have codes of its own.
    public typealias Code = Kind

    /// What kind of failure it is.
    public let code: Code
    /// Whether trying again can help.
    public let advice: RetryAdvice
    /// What happened, where, and what to do, for people; without secrets and personal data.
    public let message: String

    /// A failure.
    public init(_ code: Code, advice: RetryAdvice = .never, message: String) {
        self.code = code
        self.advice = advice
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

/// The kinds of failure of one port, by name.
///
/// Open: a backend adds its own as constants in an extension (`extension StoreErrorCode { static let … }`), and callers
/// that do not know them go by ``PortError/advice``. Two kinds are one where their names are.
public protocol PortErrorCode: RawRepresentable, Hashable, Sendable where RawValue == String {
    /// The code of this name.
    init(rawValue: String)
}
