import Foundation
import Glibc

/// A TCP connection to this machine that sends what it is told and reads until the other end closes: what no HTTP client
/// would send.
enum PlainConnection {
    /// Why there was no answer.
    enum Failure: Error {
        case noConnection
        /// The other end neither answers nor closes.
        case silence
    }

    /// Sends bytes, and answers what came until the other end closed; nothing where it closed without a word.
    static func exchange(with port: Int, sending text: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // Blocking calls have no business on the tasks' threads.
            Thread.detachNewThread {
                continuation.resume(with: Result { try blockingExchange(with: port, sending: Array(text.utf8)) })
            }
        }
    }

    private static func blockingExchange(with port: Int, sending bytes: [UInt8]) throws -> String {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure.noConnection }
        defer { close(socket) }
        // Far more than any limit that a test sets: only for what would else wait for ever.
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw Failure.noConnection }
        send(bytes, to: socket)
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0, errno == EAGAIN { throw Failure.silence }
            // A reset is an end, too.
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += buffer[..<count]
        }
    }

    /// Sends as much as the other end takes.
    private static func send(_ bytes: [UInt8], to socket: Int32) {
        var sent = 0
        while sent < bytes.count {
            let more = bytes[sent...].withUnsafeBytes { rest in
                Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard more > 0 else { return }
            sent += more
        }
    }
}
