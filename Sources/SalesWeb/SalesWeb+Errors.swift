internal import NIOCore
public import SalesCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why the service does not listen where it was to.
public typealias ListeningError = PortError<ListeningErrorCode>

/// The kinds of failure to listen.
public struct ListeningErrorCode: PortErrorCode {
    /// The code's name.
    public let rawValue: String

    /// The code of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Something else listens there.
    public static let taken = Self(rawValue: "taken")
    /// The system does not let this program listen there.
    public static let notPermitted = Self(rawValue: "not-permitted")
    /// The host is no address of this machine.
    public static let noAddress = Self(rawValue: "no-address")
    /// Anything else.
    public static let other = Self(rawValue: "other")
}

// The one place where errors of SwiftNIO become ours: of all that a server meets, only what keeps it from listening ends
// it.
extension ListeningError {
    /// What kept a service from listening at an address; nil for what has nothing to do with that.
    init?(_ error: any Error, at address: WebService.Address) {
        switch error {
        case let error as IOError: self.init(number: error.errnoCode, at: address)
        case is SocketAddressError, is SocketAddressError.UnknownHost:
            self.init(.noAddress, message: "“\(address.host)” is no address of this machine, and no name of one.")
        default: return nil
        }
    }

    /// By the number of errno(3), as bind(2) and listen(2) have it.
    private init(number: CInt, at address: WebService.Address) {
        let place = address.place
        switch number {
        case EADDRINUSE:
            self.init(
                .taken,
                advice: .later(after: nil),
                message: "\(place) is taken: another program listens there. End it, or choose another port."
            )
        case EACCES, EPERM:
            self.init(
                .notPermitted,
                message: "This program may not listen at \(place); ports below 1024 are often kept from programs."
            )
        case EADDRNOTAVAIL:
            self.init(.noAddress, message: "“\(address.host)” is no address of this machine.")
        default:
            self.init(.other, message: "Nothing can listen at \(place): \(String(cString: strerror(number))).")
        }
    }
}
