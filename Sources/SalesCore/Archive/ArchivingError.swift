/// Why archiving stopped: what the store or the archive said, or what was found in them.
public enum ArchivingError: Error, Hashable, CustomStringConvertible {
    /// The store failed.
    case store(StoreError)
    /// The archive failed, or holds what it should not.
    case archive(ArchiveError)
    /// Somebody else archives, and holds or has taken over the lease.
    case busy
    /// The task was cancelled; what was begun goes on with the next run.
    case cancelled
    /// The day that is to be archived is not over; it is at the moment.
    case notOver(ArchiveDay, until: Timestamp)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .store(let error): error.message
        case .archive(let error): error.message
        case .busy:
            "Another program archives this store just now, or was killed less than some minutes ago; run this again then."
        case .cancelled: "Stopped; what was begun goes on with the next run."
        case .notOver(let day, let end):
            """
            \(day) is not over before \(TimestampWords.text(end)); nothing was archived. Give the command again then.
            """
        }
    }

    /// Whether trying again can help, and when.
    public var advice: RetryAdvice {
        switch self {
        case .store(let error): error.advice
        case .archive(let error): error.advice
        case .busy, .cancelled, .notOver: .later(after: nil)
        }
    }

    /// The error of a port as one of archiving.
    init(_ error: any Error) {
        switch error {
        case let error as ArchivingError: self = error
        case let error as StoreError where error.code == .cancelled: self = .cancelled
        case let error as StoreError: self = .store(error)
        case let error as ArchiveError where error.code == .cancelled: self = .cancelled
        case let error as ArchiveError: self = .archive(error)
        case is CancellationError: self = .cancelled
        default: self = .archive(ArchiveError(.other, message: "\(error)"))
        }
    }

    /// What was found in an archive and should not be there.
    static func found(_ code: ArchiveErrorCode, _ message: String) -> ArchivingError {
        .archive(ArchiveError(code, message: message))
    }
}

extension PriceArchive {
    /// Does work, of which every failure becomes one of ours.
    @inline(never)  // Swift 6.3.1's optimiser crashes on a typed error that is thrown inside an asynchronous closure.
    func inOwnTerms<Answer>(_ work: () async throws -> Answer) async throws(ArchivingError) -> Answer {
        do {
            return try await work()
        } catch {
            throw ArchivingError(error)
        }
    }

    /// Does work under a lease on the ledger, which is given back at its end, whatever that is.
    ///
    /// - Throws: `.busy` where somebody else holds it, or takes it over.
    func underLease<Answer>(_ work: (ArchiveLease) async throws -> Answer) async throws(ArchivingError) -> Answer {
        try await inOwnTerms {
            let lease = try await ArchiveLease.take(of: store, length: settings.lease, time: time)
            do {
                let answer = try await work(lease)
                await lease.release()
                return answer
            } catch {
                await lease.release()
                throw error
            }
        }
    }
}
