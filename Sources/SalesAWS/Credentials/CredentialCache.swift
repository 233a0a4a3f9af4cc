public import SalesCore

/// Keeps credentials until shortly before they end, and asks once for however many wait.
public actor CredentialCache {
    private let source: any CredentialSource
    private let time: any TimeSource
    private var held: (credentials: AWSCredentials, until: Timestamp)?
    private var refresh: Task<Result<AWSCredentials, CredentialError>, Never>?

    /// A cache on a source.
    public init(_ source: any CredentialSource, time: any TimeSource) {
        self.source = source
        self.time = time
    }

    /// How long before their end credentials are renewed.
    public static let margin = Duration.seconds(300)
    /// How long credentials without an end are kept: a changed file counts after that.
    public static let undatedAge = Duration.seconds(900)

    /// The credentials, renewed where they are about to end.
    ///
    /// Where that fails, those at hand are given as long as they hold.
    /// - Throws: ``CredentialError``.
    public func credentials() async throws(CredentialError) -> AWSCredentials {
        let now = time.now
        if let held, now < held.until { return held.credentials }
        switch await renewed() {
        case .success(let credentials): return credentials
        case .failure(let error):
            if let held, let end = held.credentials.expiresAt, now < end, error.reason != .cancelled {
                return held.credentials
            }
            throw error
        }
    }

    /// Forgets these credentials, which were refused, so that others are asked for.
    public func forget(_ credentials: AWSCredentials) {
        if held?.credentials == credentials { held = nil }
    }

    /// Waits for the one renewal that runs, and looks up at once when the task is cancelled.
    private func renewed() async -> Result<AWSCredentials, CredentialError> {
        let refresh = self.refresh ?? begin()
        let (results, continuation) = AsyncStream.makeStream(of: Result<AWSCredentials, CredentialError>.self)
        Task {
            continuation.yield(await refresh.value)
            continuation.finish()
        }
        for await result in results { return result }
        return .failure(CredentialError(.cancelled, message: "Asking for AWS credentials was cancelled."))
    }

    /// What is given is kept before anybody gets it, so that whoever has it refused can have it forgotten.
    private func begin() -> Task<Result<AWSCredentials, CredentialError>, Never> {
        let asked = time.now
        let task = Task { [source] in
            let result = await Self.ask(source)
            finish(result, asked: asked)
            return result
        }
        refresh = task
        return task
    }

    private func finish(_ result: Result<AWSCredentials, CredentialError>, asked: Timestamp) {
        refresh = nil
        guard case .success(let credentials) = result else { return }
        let until = credentials.expiresAt.map { $0 - Self.margin } ?? (asked + Self.undatedAge)
        held = (credentials, until)
    }

    @inline(never)
    private static func ask(_ source: any CredentialSource) async -> Result<AWSCredentials, CredentialError> {
        do {
            guard let credentials = try await source.credentials() else {
                return .failure(CredentialError(.notConfigured, message: "There are no credentials for AWS."))
            }
            return .success(credentials)
        } catch {
            return .failure(error)
        }
    }
}
