import Foundation
import Glibc

/// A connection to a port of 127.0.0.1 over which a test sends a request piece by piece.
final class PlainConnection: Sendable {
    /// Nobody listens there.
    struct Refused: Error {}

    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw Refused() }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Asks for a path and reads the whole answer, head and body.
    static func get(_ path: String, at port: Int) async throws -> String {
        let connection = try PlainConnection(port: port)
        connection.send("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n")
        return try await connection.answer()
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What comes until the other side closes; what came so far where it does not within 20 seconds.
    func answer() async throws -> String {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(20)
        while clock.now < end {
            let count = read(descriptor, &piece, piece.count)
            if count > 0 {
                bytes += piece.prefix(count)
            } else if count < 0, errno == EAGAIN {
                try await Task.sleep(for: .milliseconds(10))
            } else {
                break
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
