import Foundation

/// A socket that listens on 127.0.0.1, on a port that the system chooses.
///
/// The port stays this one's until it is let go, also once nobody listens any more: who comes then is refused, and never
/// meets a program that the system gave the same port meanwhile.
final class ListeningSocket: Sendable {
    let descriptor: Int32
    let port: UInt16

    /// How often a port is chosen that somebody else takes in the same moment.
    private static let mostTries = 20

    init() throws {
        for _ in 1...Self.mostTries {
            let chosen = try Self.bound(to: 0)
            let port = Self.port(of: chosen)
            close(chosen)
            // A port that was asked for by its number is kept when listening ends; one that the system chose is not.
            guard let descriptor = try? Self.bound(to: port) else { continue }
            guard listen(descriptor, 256) == 0 else {
                close(descriptor)
                continue
            }
            (self.descriptor, self.port) = (descriptor, port)
            return
        }
        throw PromiseBroken("no test server could be started on 127.0.0.1")
    }

    deinit { close(descriptor) }

    /// Listens no longer, and keeps the port.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func bound(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound else {
            close(descriptor)
            throw PromiseBroken("127.0.0.1:\(port) cannot be had")
        }
        return descriptor
    }

    private static func port(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
