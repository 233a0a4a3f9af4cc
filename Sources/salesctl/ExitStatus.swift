import ArgumentParser
import SalesCore
import SalesPostgres
import SalesWeb

/// The exit codes of salesctl, after sysexits.h, documented in `salesctl --help` and Docs/cli.md.
enum ExitStatus: Int32 {
    /// Something nobody expected.
    case unexpected = 1
    /// The command line is wrong.
    case usage = 64
    /// The data given is wrong: an import or configuration file.
    case badData = 65
    /// No such product or file.
    case notFound = 66
    /// The page or service gave no usable answer: blocked, gone, no price, ambiguous.
    case noAnswer = 69
    /// The store cannot be used.
    case store = 74
    /// Temporary: the same command may succeed later.
    case temporary = 75
    /// Refused: a private address, or no permission.
    case refused = 77
}

/// Why a command did not do what it was asked, as a sentence for standard error and a code for programs.
struct CommandFailure: Error {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    init(_ error: StoreError) {
        switch error.code {
        case .notPermitted: self.init(.refused, error.message)
        case .invalidArgument, .misconfigured: self.init(.badData, error.message)
        case .needsMigration: self.init(.notFound, error.message)
        case .locked: self.init(.temporary, error.message)
        case .unavailable where error.advice != .never: self.init(.temporary, error.message)
        default: self.init(.store, error.message)
        }
    }

    init(_ error: TrackingError) {
        switch error {
        case .url, .rule, .interval, .coolDown, .pin: self.init(.usage, error.description)
        case .noProduct: self.init(.notFound, error.description)
        case .noAnswer(let look): self.init(look.exitStatus, error.description)
        case .store(let error): self.init(error)
        }
    }

    init(_ error: AccountError) {
        switch error {
        case .invalid, .noAddress, .twoPeople, .taken, .lastAddress, .unproved, .noCarrier:
            self.init(.usage, error.description)
        case .suppressed, .stopped: self.init(.refused, error.description)
        case .texts(let refusal): self.init(refusal.until == nil ? .refused : .temporary, error.description)
        case .tooMany: self.init(.temporary, error.description)
        case .noUser: self.init(.notFound, error.description)
        case .store(let error): self.init(error)
        }
    }

    init(_ error: ListeningError) {
        switch error.code {
        case .taken: self.init(.temporary, error.message + " The port is --port, or web.port.")
        case .noAddress: self.init(.usage, error.message + " It is --host, or web.host.")
        case .notPermitted: self.init(.refused, error.message)
        default: self.init(.unexpected, error.message)
        }
    }

    init(_ error: ArchivingError) {
        switch error {
        case .store(let error): self.init(error)
        case .archive(let error): self.init(error)
        case .busy, .cancelled, .notOver: self.init(.temporary, error.description)
        }
    }

    init(_ error: ArchiveError) {
        switch error.code {
        case .denied: self.init(.refused, error.message)
        case .corrupt, .foreign, .invalidArgument: self.init(.badData, error.message)
        case .full: self.init(.store, error.message)
        default: self.init(error.advice == .never ? .noAnswer : .temporary, error.message)
        }
    }

    /// Any error in our own terms.
    init(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as StoreError: self.init(error)
        case let error as TrackingError: self.init(error)
        case let error as AccountError: self.init(error)
        case let error as ArchivingError: self.init(error)
        case let error as ListeningError: self.init(error)
        case let error as SignUp.Invalid: self.init(.usage, error.description)
        case let error as NotifyError: self.init(error.advice == .never ? .noAnswer : .temporary, error.message)
        default: self.init(.unexpected, "\(error)")
        }
    }
}

extension Look {
    /// The exit code of a command that needed an offer and got this.
    var exitStatus: ExitStatus {
        if let failure {
            switch failure.code {
            case .refused, .robots: return .refused
            // A shop that cannot prove who it is will not do so in a minute, whatever stage of the fetch found out.
            case .tls: return .noAnswer
            // The store keeps the turns at hosts.
            case .store: return failure.advice == .never ? .store : .temporary
            default: return failure.advice == .never ? .noAnswer : .temporary
            }
        }
        switch status {
        case .some(429), .some(500...599): return reading.outcome == .blocked ? .noAnswer : .temporary
        default: return .noAnswer
        }
    }
}
